package io.fallow.scheduler.api.telling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.util.Optional;

/** Lets things happen in a world. */
record Happenings(ApiWorld world) {

  void tell(String organisation, String kind, String note) {
    tell(organisation, kind, Optional.empty(), note);
  }

  void tell(String organisation, String kind, Optional<String> asset, String note) {
    Organisation reader = world.services.registry().organisation(organisation).orElseThrow();
    Event event =
        new Event(
            world.clock.instant(),
            reader.id(),
            kind,
            asset.map(id -> world.services.registry().asset(id).map(Asset::id).orElseThrow()),
            Optional.empty(),
            JsonNodeFactory.instance.objectNode().put("note", note));
    world.database.inTransaction(
        connection -> {
          Events.tell(connection, event);
          return event;
        });
  }
}
