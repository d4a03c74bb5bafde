package io.fallow.gateway.queue;

import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.WireFormatException;

/**
 * A message in the queue.
 *
 * @param key by which the platform knows it again
 * @param format of the payload: a queue may hold several forms
 * @param payload as it is published; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per access would be waste
public record QueuedBatch(MessageKey key, PayloadFormat format, byte[] payload) {

  /**
   * What the message says.
   *
   * @throws WireFormatException if somebody put something else into the queue
   */
  public DecodedBatch decode() throws WireFormatException {
    return format.decoder().decode(payload);
  }
}
