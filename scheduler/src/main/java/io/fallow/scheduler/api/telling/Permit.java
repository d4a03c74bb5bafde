package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.auth.Access;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * For how long a stream may be read.
 *
 * @param until when the token or key expires that it was opened with
 * @param stands asks whether who opened it still may; blocks
 */
record Permit(Instant until, BooleanSupplier stands) {

  static Permit of(Access access) {
    return new Permit(access.until(), access.stands());
  }
}
