package org.vitmae.segmentation.otsu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.vitmae.data.ClassMask;
import org.vitmae.data.InstanceMap;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;
import org.vitmae.image.ImageDecoder;

/** The nuclei of the 2018 Data Science Bowl, read without the framework's own readers. */
public final class Nuclei implements AutoCloseable {
  private final ZipFile zip;

  private Nuclei(ZipFile zip) {
    this.zip = zip;
  }

  public static Nuclei open() throws IOException {
    String root = System.getProperty("data.dir", "");
    assumeTrue(!root.isBlank(), "real data sets are found by -Ddata.dir=FOLDER, which is not set");
    Path file = Path.of(root, "dsb2018-nuclei/dsb2018_nuclei.zip");
    assumeTrue(file.toFile().isFile(), file + " is missing");
    return new Nuclei(new ZipFile(file.toFile()));
  }

  public List<String> names(String split) throws IOException {
    return new String(bytes("splits/" + split + ".txt"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.strip().replaceFirst("\\.png$", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  public Image image(String name) throws IOException {
    return ImageDecoder.decode(bytes("images/" + name + ".png"));
  }

  public SourceImage truth(long id, String name) throws IOException {
    int[] classes = raster("masks/" + name + ".png");
    int[] ids = raster("instances/" + name + ".png");
    Image size = image(name);
    byte[] mask = new byte[classes.length];
    char[] objects = new char[ids.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) classes[i];
      objects[i] = (char) ids[i];
    }
    return new SourceImage(
        id,
        size.height(),
        size.width(),
        List.of(),
        Optional.of(new ClassMask(size.height(), size.width(), mask)),
        Optional.of(new InstanceMap(size.height(), size.width(), objects)));
  }

  /** Returns indices and gray values as the file holds them. */
  private int[] raster(String entry) throws IOException {
    var raster = ImageIO.read(new ByteArrayInputStream(bytes(entry))).getRaster();
    return raster.getSamples(
        0,
        0,
        raster.getWidth(),
        raster.getHeight(),
        0,
        new int[raster.getWidth() * raster.getHeight()]);
  }

  private byte[] bytes(String entry) throws IOException {
    return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
