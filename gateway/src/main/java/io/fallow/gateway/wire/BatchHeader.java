package io.fallow.gateway.wire;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a payload says about itself.
 *
 * @param key absent where the publisher numbers nothing
 * @param sentAtMicros the publisher's clock when it sent the message, in microseconds since 1970
 *     UTC, if it says so
 */
public record BatchHeader(Optional<MessageKey> key, OptionalLong sentAtMicros) {}
