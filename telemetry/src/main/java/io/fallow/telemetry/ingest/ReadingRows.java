package io.fallow.telemetry.ingest;

/**
 * The rows {@code [from, to)} of a batch's readings: those of one message. Of use only as long as
 * its batch is.
 */
record ReadingRows(ReadingColumns columns, int from, int to) {

  static final ReadingRows NONE = new ReadingRows(new ReadingColumns(), 0, 0);

  int size() {
    return to - from;
  }

  boolean isEmpty() {
    return from == to;
  }
}
