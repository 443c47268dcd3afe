package org.vitmae.reports;

/**
 * A cell that is not done; its numbers are not used.
 *
 * @param status {@code running}, {@code stopped}, {@code failed}, {@code diverged} or why there is
 *     none
 */
record UnfinishedCell(String name, String status) {}
