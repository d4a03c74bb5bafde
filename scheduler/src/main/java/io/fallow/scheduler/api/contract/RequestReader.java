package io.fallow.scheduler.api.contract;

import io.fallow.scheduler.api.problem.Fault;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds one request against what its operation takes. */
final class RequestReader {

  /** A plus sign in an address is read as a space: here it can only have been an offset's. */
  private static final Pattern LOST_PLUS = Pattern.compile("(T[0-9:.]+) ([0-9]{2}:?[0-9]{2})$");

  private final OperationFields fields;
  private final RoutingContext ctx;
  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  RequestReader(OperationFields fields, RoutingContext ctx) {
    this.fields = fields;
    this.ctx = ctx;
  }

  Inputs read() {
    fields.path().values().forEach(field -> take(field, ctx.pathParam(field.name())));
    readQuery();
    fields.header().values().forEach(field -> take(field, ctx.request().getHeader(field.name())));
    readBody();
    return new Inputs(values, given, faults);
  }

  private void readQuery() {
    for (String name : ctx.queryParams().names()) {
      if (!fields.query().containsKey(name)) {
        faults.add(unknown("query", name, fields.query()));
      }
    }
    for (Field field : fields.query().values()) {
      List<String> given = ctx.queryParam(field.name());
      if (given.size() > 1) {
        faults.add(field.fault("repeated", "must be given once"));
      } else {
        take(field, given.isEmpty() ? null : LOST_PLUS.matcher(given.get(0)).replaceAll("$1+$2"));
      }
    }
  }

  private void take(Field field, String text) {
    takeValue(field, text == null ? null : field.fromText(text));
  }

  private void takeValue(Field field, Object value) {
    if (value == null) {
      if (field.required()) {
        faults.add(field.fault("missing", "is required"));
      }
      field.byDefault().ifPresent(fallback -> values.put(field.name(), fallback));
      return;
    }
    given.add(field.name());
    Optional<Fault> fault = field.check(value);
    fault.ifPresent(faults::add);
    if (fault.isEmpty()) {
      values.put(field.name(), value);
    }
  }

  private void readBody() {
    Buffer text = ctx.body().buffer();
    boolean empty = text == null || text.length() == 0;
    if (!fields.takesBody()) {
      if (!empty) {
        faults.add(new Fault("body", "", "unknown", "must be empty"));
      }
    } else if (empty && !fields.needsBody()) {
      fields.body().values().forEach(field -> takeValue(field, null));
    } else if (empty) {
      faults.add(new Fault("body", "", "missing", "is required"));
    } else {
      requireJson();
      parseBody(text);
    }
  }

  private void requireJson() {
    String type = Optional.ofNullable(ctx.request().getHeader("Content-Type")).orElse("");
    if (!type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
    }
  }

  private void parseBody(Buffer text) {
    Optional<String> malformed = StrictJson.fault(text);
    Optional<JsonObject> object =
        malformed.isPresent() ? Optional.empty() : StrictJson.object(text);
    if (object.isEmpty()) {
      String message = malformed.orElse("must be a JSON object");
      faults.add(new Fault("body", "", "malformed", message));
      return;
    }
    for (String name : object.get().fieldNames()) {
      if (!fields.body().containsKey(name)) {
        faults.add(unknown("body", name, fields.body()));
      }
    }
    for (Field field : fields.body().values()) {
      boolean isNull = object.get().containsKey(field.name()) && nullAt(object.get(), field);
      if (isNull) {
        faults.add(field.fault("type", "must not be null: leave it out instead"));
      } else {
        takeValue(field, object.get().getValue(field.name()));
      }
    }
  }

  private static boolean nullAt(JsonObject object, Field field) {
    return object.getValue(field.name()) == null;
  }

  private static Fault unknown(String in, String name, Map<String, Field> known) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    String list =
        known.isEmpty() ? "none is taken here" : "known are " + String.join(", ", known.keySet());
    return new Fault(in, shown, "unknown", "is not known; " + list);
  }
}
