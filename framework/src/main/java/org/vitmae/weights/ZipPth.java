package org.vitmae.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.vitmae.checkpoint.CheckpointException;

/** The form that torch.save writes since 1.6: a zip of a pickle and uncompressed storages. */
final class ZipPth {
  private static final String PICKLE = "/data.pkl";
  private static final String BYTE_ORDER = "/byteorder";

  private ZipPth() {}

  static PthContent read(Path file, FileChannel channel) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      String pickle =
          entries.stream()
              .map(ZipArchiveEntry::getName)
              .filter(name -> name.endsWith(PICKLE))
              .findFirst()
              .orElseThrow(() -> invalid(file, "has no data.pkl, so torch.save did not write it"));
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      checkByteOrder(file, zip, folder + BYTE_ORDER);
      Map<String, Region> storages = new HashMap<>();
      String prefix = folder + "/data/";
      for (ZipArchiveEntry entry : entries) {
        if (entry.getName().startsWith(prefix)) {
          storages.put(
              entry.getName().substring(prefix.length()), region(file, channel.size(), entry));
        }
      }
      Region data = region(file, channel.size(), zip.getEntry(pickle));
      PickleInput input = new PickleInput(channel, data.begin(), data.begin() + data.size());
      return new PthContent("zip", StateDictUnpickler.read(file, input), storages);
    }
  }

  private static void checkByteOrder(Path file, ZipFile zip, String name) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry != null) {
      byte[] order = zip.getInputStream(entry).readNBytes(16);
      if (!new String(order, StandardCharsets.US_ASCII).equals("little")) {
        throw invalid(file, "was saved on a big-endian machine");
      }
    }
  }

  private static Region region(Path file, long fileSize, ZipArchiveEntry entry) {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw invalid(
          file, "compresses '%s', which torch.save never does".formatted(entry.getName()));
    }
    long begin = entry.getDataOffset();
    long size = entry.getSize();
    if (begin < 0 || size < 0 || size > fileSize - begin) {
      throw invalid(
          file,
          "claims %d bytes for '%s' at %d, but has %d in all"
              .formatted(size, entry.getName(), begin, fileSize));
    }
    return new Region(begin, size);
  }

  private static CheckpointException invalid(Path file, String problem) {
    return new CheckpointException(
        "%s %s; replace it by a whole file of torch.save.".formatted(file, problem));
  }
}
