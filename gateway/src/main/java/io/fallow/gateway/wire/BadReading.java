package io.fallow.gateway.wire;

/**
 * A reading that cannot be accepted, in a message whose other readings can.
 *
 * @param reason why
 * @param detail what is wrong and where, for the gateway's operator
 * @param json the reading as it was sent, not copied; where it came in binary form, the same as
 *     JSON
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per access would be waste
public record BadReading(RejectReason reason, String detail, byte[] json) {}
