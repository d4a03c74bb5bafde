package io.fallow.telemetry.usage;

import java.nio.ByteBuffer;

/**
 * All that the readings before an instant leave behind for those that follow: the last of them,
 * what was believed up to it, and which changes of that have begun but don't count yet. Equal
 * memories and equal readings from there on make equal usage.
 *
 * <p>What is believed is two switches, power (on in standby and in use) and use; each may be about
 * to change, since an instant of its own. All times are in microseconds.
 *
 * @param time of the last reading
 * @param powerW what it measured, or {@link Sample#NONE}
 * @param counter what it counted, or {@link Sample#NONE}
 * @param said the activity that it speaks for
 * @param certain whether that counts at once
 * @param believed what was believed up to it; {@link #NOTHING} where nothing was that would have to
 *     be given up
 * @param powerSince since when power is about to change; {@link Micros#NEVER_AFTER} if it isn't
 * @param useSince since when use is about to change; {@link Micros#NEVER_AFTER} if it isn't
 * @param minUp how long a change upwards must last
 * @param minDown how long a change downwards must last
 */
record Memory(
    long time,
    float powerW,
    long counter,
    int said,
    boolean certain,
    int believed,
    long powerSince,
    long useSince,
    long minUp,
    long minDown) {

  static final int NOTHING = -1;
  private static final int BYTES = 6 * Long.BYTES + Float.BYTES + 3;

  /** What a reading leaves behind that comes after nothing. */
  static Memory of(Sample reading, Judge judge) {
    return of(
        reading.time(),
        reading.powerW(),
        reading.counter(),
        judge.says(Judge.UNKNOWN, reading),
        judge);
  }

  /** What a reading leaves behind by a rule that does not remember. */
  static Memory of(Held held, Judge judge) {
    return of(held.time(), held.powerW(), Sample.NONE, held.activity().code(), judge);
  }

  private static Memory of(long time, float powerW, long counter, int said, Judge judge) {
    return new Memory(
        time,
        powerW,
        counter,
        said,
        judge.isCertain(said),
        NOTHING,
        Micros.NEVER_AFTER,
        Micros.NEVER_AFTER,
        judge.minUp(),
        judge.minDown());
  }

  /** Up to where it is decided what the asset did. */
  long settled() {
    return Math.min(time, Math.min(powerSince, useSince));
  }

  /**
   * What is believed at an instant not before the last reading, as long as there is no other
   * reading and the last one still speaks.
   *
   * @param since when what was believed up to the last reading began
   */
  Belief at(long now, long since) {
    if (certain || believed == NOTHING || said == believed) {
      return new Belief(said, since);
    }
    long lasting = said > believed ? minUp : minDown;
    boolean powered = Judge.isPowered(believed);
    long power = Judge.isPowered(said) == powered ? Micros.NEVER_AFTER : Math.min(powerSince, time);
    boolean inUse = believed == Judge.IN_USE;
    long use = (said == Judge.IN_USE) == inUse ? Micros.NEVER_AFTER : Math.min(useSince, time);
    boolean powerTurned = now - power >= lasting;
    boolean useTurned = now - use >= lasting;
    return new Belief(
        Judge.activity(powered ^ powerTurned, inUse ^ useTurned),
        Math.max(powerTurned ? power : since, useTurned ? use : since));
  }

  /** In the form in which it is stored; {@link #of} reads it. */
  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(time)
        .putFloat(powerW)
        .putLong(counter)
        .put((byte) said)
        .put((byte) (certain ? 1 : 0))
        .put((byte) believed)
        .putLong(powerSince)
        .putLong(useSince)
        .putLong(minUp)
        .putLong(minDown)
        .array();
  }

  static Memory of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Memory(
        buffer.getLong(),
        buffer.getFloat(),
        buffer.getLong(),
        buffer.get(),
        buffer.get() == 1,
        buffer.get(),
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong(),
        buffer.getLong());
  }
}
