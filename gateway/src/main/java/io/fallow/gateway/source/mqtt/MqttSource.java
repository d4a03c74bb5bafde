package io.fallow.gateway.source.mqtt;

import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.ReadingSource;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens at a site's broker. A message of QoS 1 is acknowledged when its readings are on disk, so
 * that the broker keeps for an hour what comes while the gateway is down. What the broker has
 * retained is old by an unknown time: it counts only where the payload tells its time.
 */
final class MqttSource extends ReadingSource {

  private static final Logger LOG = LoggerFactory.getLogger(MqttSource.class);

  private final LocalBroker broker;
  private final List<Subscription> subscriptions;
  private final Clock clock;

  MqttSource(String name, LocalBroker broker, List<Subscription> subscriptions, Clock clock) {
    super(name, clock);
    this.broker = broker;
    this.subscriptions = List.copyOf(subscriptions);
    this.clock = clock;
  }

  @Override
  public String describe() {
    return "mqtt " + broker.url();
  }

  @Override
  protected void read(Intake intake) throws SourceException, InterruptedException {
    List<String> filters = subscriptions.stream().map(Subscription::filter).distinct().toList();
    try (BrokerConnection connection = BrokerConnection.open(name(), broker, filters, clock)) {
      state().ok();
      while (!Thread.currentThread().isInterrupted()) {
        List<BrokerConnection.Arrived> messages = connection.next();
        List<Reading> readings =
            messages.stream().flatMap(each -> readings(each).stream()).toList();
        store(readings, Optional.empty(), intake); // meanwhile the broker keeps what comes
        for (BrokerConnection.Arrived each : messages) {
          connection.done(each);
        }
      }
    }
    throw new InterruptedException();
  }

  private List<Reading> readings(BrokerConnection.Arrived message) {
    List<Reading> readings = new ArrayList<>();
    for (Subscription each : subscriptions) {
      if (each.matches(message.topic()) && !(message.retained() && each.time().isEmpty())) {
        try {
          readings.addAll(each.read(message.payload(), message.at()).readings());
        } catch (SourceException e) {
          state().refused(message.topic() + ": " + e.getMessage());
        } catch (RuntimeException bug) { // or the broker would send it again and again
          LOG.error("{}: a message at {} cannot be read", name(), message.topic(), bug);
          state().refused(message.topic() + ": " + bug);
        }
      }
    }
    return readings;
  }
}
