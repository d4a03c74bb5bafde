package io.fallow.gateway.uplink;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.queue.QueuedBatch;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.HealthCodec;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.Topics;
import java.time.Instant;
import java.util.OptionalInt;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes on one connection, and notes what the broker answers. Sends from one thread. */
final class Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final UplinkConfig config;
  private final DiskQueue queue;
  private final Unconfirmed unconfirmed;
  private final MqttAsyncClient client;
  private final Flight flight;
  private final long maxPayload;

  /**
   * On a connection that is up.
   *
   * @param maxPayload bytes that the broker takes
   */
  Publisher(
      UplinkConfig config,
      DiskQueue queue,
      Unconfirmed unconfirmed,
      MqttAsyncClient client,
      Flight flight,
      long maxPayload) {
    this.config = config;
    this.queue = queue;
    this.unconfirmed = unconfirmed;
    this.client = client;
    this.flight = flight;
    this.maxPayload = maxPayload;
  }

  void send(QueuedBatch batch) throws UplinkException {
    if (batch.payload().length > maxPayload) {
      throw new UplinkException(
          "message %d has %d bytes, of which the broker takes %d"
              .formatted(batch.key().sequence(), batch.payload().length, maxPayload));
    }
    flight.launched();
    try {
      String topic = Topics.readings(config.address(), batch.format());
      client.publish(topic, stamped(batch), 1, false, null, new Landing(batch.key()));
    } catch (MqttException e) {
      throw new UplinkException(Answers.inWords(e), e);
    }
  }

  /** With this machine's time, so that the platform sees how far its clock is off. */
  private static byte[] stamped(QueuedBatch batch) {
    return batch.format().stamped(batch.payload(), Stamp.micros(Instant.now()));
  }

  void send(GatewayHealth health) throws UplinkException {
    byte[] payload = HealthCodec.encode(health);
    if (payload.length > maxPayload) {
      LOG.warn("the broker takes no health report of {} bytes", payload.length);
    } else {
      sendAside(Topics.health(config.address()), new MqttMessage(payload, 1, true, null));
    }
  }

  /** What is said besides the readings; a broker that refuses it may still take those. */
  void sendAside(String topic, MqttMessage message) throws UplinkException {
    flight.launched();
    try {
      client.publish(topic, message, null, new Aside(topic));
    } catch (MqttException e) {
      throw new UplinkException(Answers.inWords(e), e);
    }
  }

  private void lose(Throwable failure) {
    flight.lose(
        failure instanceof MqttException e
            ? new UplinkException(Answers.inWords(e), e)
            : new UplinkException(String.valueOf(failure), failure));
  }

  /** What becomes of one message. Runs on the client's thread; what it throws would be lost. */
  private final class Landing implements MqttActionListener {
    private final MessageKey key;

    Landing(MessageKey key) {
      this.key = key;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      OptionalInt refusal = Answers.refusal(token);
      if (refusal.isPresent()) {
        flight.lose(new UplinkException(Answers.inWords(refusal.getAsInt())));
        return;
      }
      try {
        if (config.until() == Until.BROKER) {
          queue.acknowledged(key);
        } else {
          unconfirmed.taken(key.sequence());
        }
        flight.landed();
      } catch (QueueException e) {
        flight.lose(new UplinkException(e.getMessage(), e));
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      lose(failure);
    }
  }

  /** What becomes of a message that is no reading. Runs on the client's thread. */
  private final class Aside implements MqttActionListener {
    private final String topic;

    Aside(String topic) {
      this.topic = topic;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      OptionalInt refusal = Answers.refusal(token);
      if (refusal.isPresent() && refusal.getAsInt() >= 0x80) {
        LOG.warn("{} was refused: {}", topic, Answers.inWords(refusal.getAsInt()));
      }
      flight.landedAside();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      lose(failure);
    }
  }
}
