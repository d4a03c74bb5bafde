package io.fallow.sim.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.tahu.edge.EdgeClient;
import org.eclipse.tahu.edge.api.MetricHandler;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.EdgeNodeDescriptor;
import org.eclipse.tahu.message.model.MessageType;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.eclipse.tahu.message.model.SparkplugBPayloadMap;
import org.eclipse.tahu.message.model.SparkplugBPayloadMap.SparkplugBPayloadMapBuilder;
import org.eclipse.tahu.message.model.SparkplugDescriptor;
import org.eclipse.tahu.message.model.StatePayload;
import org.eclipse.tahu.message.model.Topic;
import org.eclipse.tahu.model.MqttServerDefinition;
import org.eclipse.tahu.mqtt.ClientCallback;
import org.eclipse.tahu.mqtt.MqttClientId;
import org.eclipse.tahu.mqtt.MqttServerName;
import org.eclipse.tahu.mqtt.MqttServerUrl;

/**
 * An edge node made of Tahu's own client: one device with an activity, a power and a counter, told
 * by aliases. It waits for its primary host, as real nodes do.
 */
@SuppressWarnings("JavaUtilDate") // Tahu speaks in these
public final class TahuNode implements MetricHandler, ClientCallback, AutoCloseable {

  private static final String HOST = "fallow";

  private final Clock clock;
  private final EdgeNodeDescriptor node;
  private final String device;
  private final Topic deathTopic;
  private final EdgeClient client;
  private final Thread thread;
  private final AtomicInteger births = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long session = -1;
  private volatile String activity = "STANDBY";
  private volatile double powerW = 150;
  private volatile long counter;

  /** Starts to connect; the node goes on until it is closed. */
  public TahuNode(
      URI broker, String organisation, String gateway, String password, String device, Clock clock)
      throws Exception {
    this.clock = clock;
    this.node = new EdgeNodeDescriptor(organisation, gateway);
    this.device = device;
    this.deathTopic = new Topic("spBv1.0", organisation, gateway, MessageType.NDEATH);
    String user = organisation + "." + gateway;
    MqttServerDefinition server =
        new MqttServerDefinition(
            new MqttServerName("broker"),
            new MqttClientId(user + ".tahu", false),
            new MqttServerUrl(broker.toString()),
            user,
            password,
            30,
            deathTopic);
    client =
        new EdgeClient(
            this,
            node,
            new ArrayList<>(List.of(device)),
            HOST,
            true,
            0L,
            List.of(server),
            this,
            null);
    thread = new Thread(client, "tahu-" + gateway);
    thread.start();
  }

  /** Births so far, of the node with its device. */
  public int births() {
    return births.get();
  }

  /** Tells another activity. */
  public void does(String newActivity) throws Exception {
    activity = newActivity;
    send(metric("activity"));
  }

  /** Tells another power, in watts. */
  public void takes(double watts) throws Exception {
    powerW = watts;
    send(metric("powerW"));
  }

  /** Lets a number of the sequence go by, as if its message was lost. */
  public long loseOne() {
    return client.getNextSeqNum();
  }

  /** Does something else, but the message that tells it is lost. */
  public void doesUnheard(String newActivity) {
    activity = newActivity;
    loseOne();
  }

  private void send(Metric metric) {
    SparkplugBPayload data =
        new SparkplugBPayloadBuilder()
            .setTimestamp(Date.from(clock.instant()))
            .addMetric(metric)
            .createPayload();
    client.publishDeviceData(device, data);
  }

  private Metric metric(String name) throws Exception {
    MetricBuilder metric =
        switch (name) {
          case "activity" -> new MetricBuilder(name, MetricDataType.String, activity);
          case "powerW" -> new MetricBuilder(name, MetricDataType.Double, powerW);
          default -> new MetricBuilder(name, MetricDataType.Int64, counter);
        };
    return metric.timestamp(Date.from(clock.instant())).createMetric();
  }

  @Override
  public Topic getDeathTopic() {
    return deathTopic;
  }

  @Override
  public byte[] getDeathPayloadBytes() throws Exception {
    session++;
    SparkplugBPayload death =
        new SparkplugBPayloadBuilder()
            .setTimestamp(Date.from(clock.instant()))
            .addMetric(number())
            .createPayload();
    return new SparkplugBPayloadEncoder().getBytes(death, true);
  }

  private Metric number() throws Exception {
    return new MetricBuilder("bdSeq", MetricDataType.Int64, session).createMetric();
  }

  @Override
  public void publishBirthSequence() {
    try {
      SparkplugBPayloadMap birth =
          new SparkplugBPayloadMapBuilder()
              .setTimestamp(Date.from(clock.instant()))
              .addMetric(number())
              .createPayload();
      client.publishNodeBirth(birth);
      SparkplugBPayloadBuilder parts =
          new SparkplugBPayloadBuilder().setTimestamp(Date.from(clock.instant()));
      for (String name : List.of("activity", "powerW", "counter")) {
        parts.addMetric(metric(name));
      }
      client.publishDeviceBirth(device, parts.createPayload());
      births.incrementAndGet();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public boolean hasMetric(SparkplugDescriptor descriptor, String name) {
    return true;
  }

  @Override
  public void messageArrived(
      MqttServerName server,
      MqttServerUrl url,
      MqttClientId id,
      String topic,
      MqttMessage message) {
    String[] levels = topic.split("/", -1);
    try {
      if (levels[1].equals("STATE")) {
        client.handleStateMessage(
            levels[2], new ObjectMapper().readValue(message.getPayload(), StatePayload.class));
      } else if (levels[2].equals("NCMD")) {
        client.handleRebirthRequest(true);
      }
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void connectionLost(
      MqttServerName server, MqttServerUrl url, MqttClientId id, Throwable cause) {
    // The client connects again by itself.
  }

  @Override
  public void connectComplete(
      boolean again, MqttServerName server, MqttServerUrl url, MqttClientId id) {
    // The client goes on by itself.
  }

  @Override
  public void shutdown() {
    close();
  }

  /** Leaves as Tahu does: the deaths of its devices and its own. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.shutdown();
    }
  }
}
