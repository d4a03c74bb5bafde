package io.fallow.scheduler.idle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A place in the answer to one search: behind a window, at which the next page begins. It holds on
 * to the moment from which the first page was asked, so that what has not changed keeps its place
 * from page to page, whatever else does. It tells nothing that its holder was not told, and fits no
 * other search.
 */
public final class Cursor {

  private static final int FIXED = 3 * Long.BYTES + Integer.BYTES + Short.BYTES + Double.BYTES;
  private static final int DIGEST = 8;
  private static final int LONGEST = 400;

  private final Instant present;
  private final Instant from;
  private final Instant to;
  private final Rank last;
  private final byte[] digest;

  private Cursor(Instant present, Instant from, Instant to, Rank last, byte[] digest) {
    this.present = present;
    this.from = from;
    this.to = to;
    this.last = last;
    this.digest = digest;
  }

  /** The place behind a window of the answer to a search asked from a moment. */
  static Cursor behind(Rank last, SearchRequest request, Instant present) {
    Cursor open = new Cursor(present, request.from(), request.to(), last, new byte[DIGEST]);
    return new Cursor(present, request.from(), request.to(), last, open.digest(request));
  }

  /** Reads a cursor; empty for a text that is none. */
  public static Optional<Cursor> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return bytes.remaining() <= FIXED + DIGEST ? Optional.empty() : Optional.of(read(bytes));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Cursor read(ByteBuffer bytes) {
    Instant present = Instant.ofEpochMilli(bytes.getLong());
    Instant from = Instant.ofEpochMilli(bytes.getLong());
    Instant to = Instant.ofEpochMilli(bytes.getLong());
    int start = bytes.getInt();
    int chance = bytes.getShort();
    double distanceKm = bytes.getDouble();
    byte[] asset = new byte[bytes.remaining() - DIGEST];
    bytes.get(asset);
    byte[] digest = new byte[DIGEST];
    bytes.get(digest);
    Rank last = new Rank(start, distanceKm, chance, new String(asset, StandardCharsets.UTF_8));
    return new Cursor(present, from, to, last, digest);
  }

  /** What {@link #parse} reads: letters, digits, {@code -} and {@code _}. */
  public String text() {
    byte[] asset = last.asset().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED + asset.length + DIGEST);
    put(bytes, asset).put(digest);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private ByteBuffer put(ByteBuffer bytes, byte[] asset) {
    return bytes
        .putLong(present.toEpochMilli())
        .putLong(from.toEpochMilli())
        .putLong(to.toEpochMilli())
        .putInt(last.start())
        .putShort((short) last.chance())
        .putDouble(last.distanceKm())
        .put(asset);
  }

  /** Whether this is a place in the answer to that search, and nobody has changed it. */
  boolean fits(SearchRequest request) {
    return MessageDigest.isEqual(digest, digest(request));
  }

  /** Binds all that is in here to all that decides about the answer. */
  private byte[] digest(SearchRequest request) {
    byte[] asset = last.asset().getBytes(StandardCharsets.UTF_8);
    byte[] query = described(request).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED + asset.length + query.length);
    put(bytes, asset).put(query);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return Arrays.copyOf(hash, DIGEST);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String described(SearchRequest request) {
    SearchRequest.Wanted wanted = request.assets();
    return String.join(
        "\n",
        new TreeSet<>(wanted.types()).toString(),
        new TreeSet<>(wanted.capabilities()).toString(),
        new TreeSet<>(wanted.owners()).toString(),
        new TreeSet<>(wanted.ids()).toString(),
        Long.toString(request.from().toEpochMilli()),
        Long.toString(request.to().toEpochMilli()),
        request.minDuration().toString(),
        request.near().toString(),
        Double.toString(request.minProbability()),
        request.asOf().toString(),
        request.order().name());
  }

  /** The moment from which the first page was asked. */
  Instant present() {
    return present;
  }

  /** Where the search's range begins. */
  public Instant from() {
    return from;
  }

  /** Where the search's range ends. */
  public Instant to() {
    return to;
  }

  /** The last window before this place. */
  Rank last() {
    return last;
  }
}
