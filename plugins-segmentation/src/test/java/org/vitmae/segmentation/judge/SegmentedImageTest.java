package org.vitmae.segmentation.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.ClassMask;
import org.vitmae.data.ImageFile;
import org.vitmae.data.InstanceMap;
import org.vitmae.image.Image;
import org.vitmae.pictures.ClassColors;

class SegmentedImageTest {
  private static final List<String> CLASSES = List.of("background", "cat", "dog");
  private static final Image GRAY = new Image(2, 3, 1, new byte[6]);
  private static final ClassMask MASK = new ClassMask(2, 3, new byte[] {0, 1, 2, 0, 0, 2});

  @TempDir Path folder;

  @Test
  void aMaskHoldsIndicesAndThePaletteTheColors() throws IOException {
    List<Path> written =
        new SegmentedImage(GRAY, MASK, Optional.empty(), CLASSES).write("a.street.jpg", 0, folder);

    assertThat(written)
        .containsExactly(
            folder.resolve("a.street-mask.png"), folder.resolve("a.street-overlay.png"));
    BufferedImage mask = ImageIO.read(written.get(0).toFile());
    assertThat(mask.getColorModel()).isInstanceOf(IndexColorModel.class);
    assertThat(mask.getRaster().getSamples(0, 0, 3, 2, 0, new int[6]))
        .containsExactly(0, 1, 2, 0, 0, 2);
    assertThat(mask.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(mask.getRGB(2, 1)).isEqualTo(ClassColors.of(2).getRGB());
  }

  @Test
  void objectsAreNumbersOf16Bits() throws IOException {
    InstanceMap objects = new InstanceMap(2, 3, new char[] {0, 1, 40_000, 0, 0, 40_000});

    List<Path> written =
        new SegmentedImage(GRAY, MASK, Optional.of(objects), CLASSES).write("a.png", 0, folder);

    BufferedImage ids = ImageIO.read(written.get(2).toFile());
    assertThat(ids.getRaster().getSamples(0, 0, 3, 2, 0, new int[6]))
        .containsExactly(0, 1, 40_000, 0, 0, 40_000);
  }

  @Test
  void anOverlayEnlargesSmallImagesAndKeepsLargeOnes() throws IOException {
    SegmentedImage small = new SegmentedImage(GRAY, MASK, Optional.empty(), CLASSES);
    assertThat(ImageFile.read(small.write("s.png", 0, folder).get(1)).width()).isEqualTo(639);

    Image wide = new Image(10, 1200, 1, new byte[12_000]);
    ClassMask classes = new ClassMask(10, 1200, new byte[12_000]);
    SegmentedImage large = new SegmentedImage(wide, classes, Optional.empty(), CLASSES);
    assertThat(ImageFile.read(large.write("l.png", 0, folder).get(1)).width()).isEqualTo(1200);
  }

  @Test
  void manyClassesHaveColorsOfTheirOwn() {
    int[] colors = new int[255];
    Arrays.setAll(colors, label -> ClassColors.of(label).getRGB());
    assertThat(colors).doesNotHaveDuplicates();
  }
}
