package io.fallow.sim.broker;

import java.nio.file.Path;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** The settings with which Artemis neither loses a QoS 1 message nor takes much of the heap. */
final class BrokerSettings {

  static final int START_SECONDS = 30;

  /** Publishes that a client may have unacknowledged. */
  static final int RECEIVE_MAXIMUM = 1_000;

  /** Large enough for a message that ingest then rejects as too large, and keeps. */
  static final int MAX_PACKET_BYTES = 16 << 20;

  private static final String DEAD_LETTERS = "$fallow.dead-letters";

  /** Without a queue: what its publisher let expire is dropped. */
  private static final String EXPIRED = "$fallow.expired";

  private static final int MEMORY_BYTES = 32 << 20;
  private static final int ADDRESS_BYTES = 4 << 20;
  private static final int PAGE_BYTES = 1 << 20;
  private static final int PAGE_READ_BYTES = 2 << 20;
  private static final long FREE_DISK_BYTES = 256L << 20;

  private BrokerSettings() {}

  static Configuration of(Path folder, int port) {
    try {
      Configuration settings = new ConfigurationImpl();
      threadsAndUsers(settings);
      files(settings, folder.toAbsolutePath());
      settings.addAddressSetting("#", addresses());
      settings.addAcceptorConfiguration("mqtt", acceptor(port));
      return settings;
    } catch (Exception impossible) {
      throw new IllegalStateException("the acceptor's address is malformed", impossible);
    }
  }

  private static void threadsAndUsers(Configuration settings) {
    settings
        .setName("fallow")
        .setSecurityEnabled(true)
        .setJMXManagementEnabled(false)
        // It would stop a broker whose machine was only asleep.
        .setCriticalAnalyzer(false)
        .setClusterUser(UUID.randomUUID().toString())
        .setClusterPassword(UUID.randomUUID().toString())
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2);
  }

  private static void files(Configuration settings, Path folder) {
    settings
        .setPersistenceEnabled(true)
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setJournalDirectory(folder.resolve("journal").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalType(JournalType.NIO)
        .setJournalMinFiles(2)
        .setJournalPoolFiles(4)
        .setGlobalMaxSize(MEMORY_BYTES)
        // A share of the disk says nothing about whether it's full: count what is free.
        .setMaxDiskUsage(-1)
        .setMinDiskFree(FREE_DISK_BYTES);
  }

  private static AddressSettings addresses() {
    return new AddressSettings()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setMaxSizeBytes(ADDRESS_BYTES)
        .setPageSizeBytes(PAGE_BYTES)
        .setMaxReadPageBytes(PAGE_READ_BYTES)
        // Redelivered until it's acknowledged; the address only stands for what can't be at all.
        .setMaxDeliveryAttempts(-1)
        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
        .setAutoCreateDeadLetterResources(true)
        .setExpiryAddress(SimpleString.of(EXPIRED))
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setDefaultAddressRoutingType(RoutingType.MULTICAST)
        .setDefaultQueueRoutingType(RoutingType.MULTICAST);
  }

  private static String acceptor(int port) {
    return "tcp://127.0.0.1:"
        + port
        + "?protocols=MQTT;useEpoll=false;useKQueue=false;remotingThreads=2"
        + ";quietPeriod=0;shutdownTimeout=1000"
        + ";receiveMaximum="
        + RECEIVE_MAXIMUM
        + ";defaultMaximumInFlightPublishMessages="
        + RECEIVE_MAXIMUM
        + ";maximumPacketSize="
        + MAX_PACKET_BYTES;
  }
}
