package io.fallow.sim.database;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** PostgreSQL's settings for a laptop: little memory, and nothing that could lose data. */
final class ServerSettings {
  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("shared_preload_libraries", "timescaledb"),
          Map.entry("timescaledb.telemetry_level", "off"),
          Map.entry("timescaledb.max_background_workers", "8"),
          Map.entry("max_worker_processes", "20"),
          Map.entry("max_connections", "60"),
          Map.entry("shared_buffers", "128MB"),
          Map.entry("effective_cache_size", "512MB"),
          Map.entry("work_mem", "8MB"),
          Map.entry("maintenance_work_mem", "64MB"),
          Map.entry("max_wal_size", "1GB"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("log_line_prefix", "%m [%p] "));

  /** Without a socket file: its folder may not exist, and its path may be too long. */
  private static final Map<String, String> ON_LOOPBACK =
      Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "");

  private ServerSettings() {}

  static SortedMap<String, String> onLoopback(int port, Map<String, String> more) {
    SortedMap<String, String> settings = inContainer(more);
    settings.putAll(ON_LOOPBACK);
    settings.put("port", Integer.toString(port));
    return settings;
  }

  static SortedMap<String, String> inContainer(Map<String, String> more) {
    SortedMap<String, String> settings = new TreeMap<>(COMMON);
    settings.putAll(more);
    return settings;
  }
}
