package org.vitmae.reports;

/**
 * What a run reached on one category of the test split.
 *
 * @param objects how many objects of it there are to find
 */
record CategoryValue(String category, long objects, String metric, double value) {}
