package org.vitmae.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles instruction by instruction, honest ones and others. */
final class PickleBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBuilder() {
    raw(0x80, 2);
  }

  PickleBuilder raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBuilder ops(String instructions) {
    out.writeBytes(instructions.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBuilder global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  PickleBuilder text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw('X', bytes.length, 0, 0, 0);
    out.writeBytes(bytes);
    return this;
  }

  PickleBuilder number(long value) {
    byte[] big = BigInteger.valueOf(value).toByteArray();
    raw(0x8a, big.length);
    for (int i = big.length - 1; i >= 0; i--) {
      out.write(big[i]);
    }
    return this;
  }

  /** A dictionary with one tensor of a storage named 0. */
  PickleBuilder oneTensor(String name, String type, long elements, long[] shape, long[] strides) {
    return ops("}").text(name).tensor("0", type, elements, shape, strides).ops("s.");
  }

  /** Sets a tensor of 32-bit floats, row by row, with a storage of its own name. */
  PickleBuilder entry(String name, long[] shape) {
    long[] strides = new long[shape.length];
    long elements = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = elements;
      elements *= shape[i];
    }
    return text(name).tensor(name, "FloatStorage", elements, shape, strides).ops("s");
  }

  private PickleBuilder tensor(
      String storage, String type, long elements, long[] shape, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").ops("((");
    text("storage").global("torch", type).text(storage).text("cpu").number(elements).ops("tQ");
    number(0);
    tuple(shape);
    tuple(strides);
    return raw(0x89).global("collections", "OrderedDict").ops(")RtR");
  }

  private void tuple(long... numbers) {
    ops("(");
    for (long number : numbers) {
      number(number);
    }
    ops("t");
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Writes a file as torch.save does, with one storage. */
  Path zip(Path file, byte[] storage) throws IOException {
    return zip(file, Set.of("0"), name -> storage);
  }

  /** Writes a file as torch.save does, with any number of storages. */
  Path zip(Path file, Set<String> names, Function<String, byte[]> storage) throws IOException {
    try (OutputStream target = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(target)) {
      put(zip, "archive/data.pkl", bytes());
      for (String name : names) {
        put(zip, "archive/data/" + name, storage.apply(name));
      }
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
