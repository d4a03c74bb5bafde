package io.fallow.telemetry.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what derivations need, in order of time. The newest chunks have no index that leads on the
 * asset, so one scan of a time range serves all assets that need about the same range; assets that
 * are far apart are scanned for separately, so that nobody reads through what lies between them.
 */
final class ReadingScan {

  private static final long NEAR = 10 * 60 * Micros.SECOND;

  private final Connection connection;

  ReadingScan(Connection connection) {
    this.connection = connection;
  }

  /** Gives every derivation its readings, and says how many were read. */
  int feed(List<Derivation> derivations) throws SQLException {
    int readings = 0;
    for (List<Derivation> group : groups(derivations)) {
      readings += feedGroup(group);
    }
    return readings;
  }

  private static List<List<Derivation>> groups(List<Derivation> derivations) {
    List<List<Derivation>> groups = new ArrayList<>();
    List<Derivation> sorted = new ArrayList<>(derivations);
    sorted.sort(Comparator.comparingLong(Derivation::readFrom));
    long start = Micros.NEVER_BEFORE;
    for (Derivation next : sorted) {
      if (groups.isEmpty() || next.readFrom() > start + NEAR) {
        groups.add(new ArrayList<>());
        start = next.readFrom();
      }
      groups.get(groups.size() - 1).add(next);
    }
    return groups;
  }

  private int feedGroup(List<Derivation> group) throws SQLException {
    Map<Integer, Derivation> byAsset =
        group.stream().collect(Collectors.toMap(Derivation::assetId, Function.identity()));
    long from = group.get(0).readFrom();
    long until = group.stream().mapToLong(Derivation::readUntil).max().orElseThrow();
    return new ReadingCopyOut(connection)
        .read(byAsset.keySet(), from, until, (assetId, sample) -> byAsset.get(assetId).add(sample));
  }
}
