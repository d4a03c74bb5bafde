package io.fallow.gateway.wire;

/** Reads payloads of one form. Safe for use by many threads. */
@FunctionalInterface
public interface BatchDecoder {

  /**
   * Reads a payload from its first byte to its last. A reading with a fault is given to {@link
   * ReadingSink#bad} and does not keep the others back.
   *
   * @param payload not kept and not changed
   * @throws WireFormatException if nothing of the payload can be accepted: what the sink was given
   *     before is to be thrown away
   */
  BatchHeader decode(byte[] payload, ReadingSink sink) throws WireFormatException;

  /** Reads a payload into objects, for those who are in no hurry. */
  default DecodedBatch decode(byte[] payload) throws WireFormatException {
    Collector collector = new Collector();
    BatchHeader header = decode(payload, collector);
    return new DecodedBatch(header, collector.readings, collector.bad);
  }
}
