package org.vitmae.image;

import java.io.IOException;

/**
 * What a JPEG file says about itself before its data.
 *
 * @param lumaChroma whether the first three components are luma and chroma rather than colors, by
 *     libjpeg's rules
 */
record JpegHeader(int height, int width, boolean lumaChroma) {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int JFIF = 0xe0;
  private static final int ADOBE = 0xee;

  static boolean matches(byte[] bytes) {
    return bytes.length >= 3 && unsignedShort(bytes, 0) == 0xffd8 && (bytes[2] & 0xff) == 0xff;
  }

  static JpegHeader read(byte[] bytes) throws IOException {
    boolean jfif = false;
    int adobeTransform = -1;
    int frame = 0;
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if ((bytes[at] & 0xff) != 0xff || marker == 0xff) {
        at++; // fill bytes, and stray ones between segments, are skipped
        continue;
      }
      if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2; // markers without content
        continue;
      }
      if (marker == START_OF_SCAN && frame > 0) {
        requireEnd(bytes, at);
        return ofFrame(bytes, frame, jfif, adobeTransform);
      }
      int length = unsignedShort(bytes, at + 2);
      if (length < 2 || at + 2 + length > bytes.length) {
        break;
      }
      if (isFrame(marker) && length >= 8) {
        frame = at + 4;
      } else if (marker == JFIF && length >= 7 && bytes[at + 4] == 'J' && bytes[at + 7] == 'F') {
        jfif = true;
      } else if (marker == ADOBE && length >= 14 && bytes[at + 4] == 'A') {
        adobeTransform = bytes[at + 15] & 0xff;
      }
      at += 2 + length;
    }
    throw new IOException("is cut short or damaged: its JPEG header ends before the image data");
  }

  private static JpegHeader ofFrame(byte[] bytes, int frame, boolean jfif, int adobeTransform) {
    int components = bytes[frame + 5] & 0xff;
    boolean lumaChroma;
    if (components == 4) {
      lumaChroma = adobeTransform > 0;
    } else if (jfif || adobeTransform >= 0) {
      lumaChroma = jfif || adobeTransform > 0;
    } else {
      // Components named 'R', 'G', 'B' are colors; all other unmarked files are luma and chroma.
      lumaChroma = components != 3 || frame + 13 > bytes.length || bytes[frame + 6] != 'R';
    }
    return new JpegHeader(
        unsignedShort(bytes, frame + 1), unsignedShort(bytes, frame + 3), lumaChroma);
  }

  /** Missing last lines may go unnoticed by a decoder, a missing end marker does not. */
  private static void requireEnd(byte[] bytes, int scan) throws IOException {
    for (int i = bytes.length - 2; i > scan; i--) {
      if (unsignedShort(bytes, i) == (0xff00 | END_OF_IMAGE)) {
        return;
      }
    }
    throw new IOException("is cut short: the end marker is missing");
  }

  /** Tells whether a marker opens a frame: C0 to CF without tables (C4, CC) and the reserved C8. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
