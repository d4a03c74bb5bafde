package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.IdempotencyKeys;
import io.fallow.scheduler.booking.IdempotencyKeys.Claimed;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlWork;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates things once, however often they are asked for with the same {@code Idempotency-Key}: key
 * and answer are written in the transaction that creates. A repeated request gets the first answer
 * again, byte by byte; one that comes while the first is under way waits for it. What was refused
 * created nothing and is not kept: a repeated request is tried again.
 */
public final class Once {

  private static final String HEADER = "Idempotency-Key";

  private final Database database;

  /** Over the database in which things are created. */
  public Once(Database database) {
    this.database = database;
  }

  /** Whether the caller asks for a thing to be created once. */
  public static boolean isAsked(Call call) {
    return call.inputs().text(HEADER).isPresent();
  }

  /**
   * The answer of the same request before, if there was one: to be asked before anything is looked
   * at that may have changed since, such as whether the asker still sees the asset.
   *
   * @param operation as in {@link #answer}
   */
  public Optional<Answer> before(Call call, String operation) {
    return call.inputs()
        .text(HEADER)
        .flatMap(
            key ->
                database.reading(
                    connection -> keys(connection, call).find(key, fingerprint(call, operation))))
        .flatMap(Once::answerOf);
  }

  private static IdempotencyKeys keys(Connection connection, Call call) {
    return new IdempotencyKeys(connection, call.viewer(), call.now());
  }

  /** The answer that is kept under a key; empty for a new one. */
  private static Optional<Answer> answerOf(Claimed claimed) {
    if (claimed.isForeign()) {
      throw new ProblemException(Problem.of(ProblemType.KEY_USED));
    }
    return claimed.answer().map(JsonObject::new).map(Once::read);
  }

  /**
   * The answer of work in one transaction, or of the same request before.
   *
   * @param operation name of what is asked for, so that a key of one serves no other
   * @param work throws a {@link ProblemException} for what it refuses, and nothing is kept
   */
  public Answer answer(Call call, String operation, SqlWork<Answer> work) {
    return call.inputs()
        .text(HEADER)
        .map(
            key ->
                database.inTransaction(
                    connection -> answer(connection, call, operation, key, work)))
        .orElseGet(() -> database.inTransaction(work));
  }

  private static Answer answer(
      Connection connection, Call call, String operation, String key, SqlWork<Answer> work)
      throws SQLException {
    IdempotencyKeys keys = keys(connection, call);
    Optional<Answer> before = answerOf(keys.claim(key, fingerprint(call, operation)));
    if (before.isPresent()) {
      return before.get();
    }
    Answer answer = work.on(connection);
    keys.keep(key, written(answer).encode());
    return answer;
  }

  private static byte[] fingerprint(Call call, String operation) {
    String request = operation + "\n" + call.inputs().canonical(HEADER);
    try {
      return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static JsonObject written(Answer answer) {
    return new JsonObject()
        .put("status", answer.status())
        .put("mediaType", answer.mediaType())
        .put("headers", new JsonObject(new HashMap<>(answer.headers())))
        .put("body", answer.body().toString());
  }

  private static Answer read(JsonObject written) {
    Map<String, String> headers = new HashMap<>();
    written
        .getJsonObject("headers")
        .forEach(each -> headers.put(each.getKey(), (String) each.getValue()));
    return new Answer(
        written.getInteger("status"),
        written.getString("mediaType"),
        Buffer.buffer(written.getString("body")),
        headers);
  }
}
