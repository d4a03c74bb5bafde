package io.fallow.scheduler.api.doors;

import java.time.Instant;

/** What a request names: things of an organisation, or things that never were. */
interface Ids {

  /** What stands in the place of a parameter of a path, such as the id of a reservation. */
  String id(String parameter, String path);

  String asset();

  String facility();

  String organisation();

  String person();

  /** Of what the asker says that they have seen it. */
  default String version() {
    return "1";
  }

  /** When a time begins that a request is about; it lasts for an hour. */
  Instant slot();
}
