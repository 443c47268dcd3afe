package org.vitmae.reports;

/**
 * One plot.
 *
 * @param file the name of its PNG file
 * @param description what it shows, for those who cannot see it
 */
record Plot(String file, String description, byte[] png) {

  /** Numbers plots from the second one on; names of metrics and keys are not fit to be files. */
  static String file(String name, int index) {
    return index == 0 ? name + ".png" : name + "-" + (index + 1) + ".png";
  }
}
