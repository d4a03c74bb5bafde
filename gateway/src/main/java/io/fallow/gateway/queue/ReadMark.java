package io.fallow.gateway.queue;

import java.util.List;

/** Where the last reading of a segment ended, so that the next one need not look for its place. */
record ReadMark(String file, long sequence, long position) {

  static ReadMark behind(Segment segment, List<QueuedBatch> read, long position) {
    long sequence =
        read.isEmpty() ? segment.first() - 1 : read.get(read.size() - 1).key().sequence();
    return new ReadMark(segment.file().toString(), sequence, position);
  }

  long startIn(Segment segment, long after) {
    return file.equals(segment.file().toString()) && sequence == after ? position : 0;
  }
}
