package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.telemetry.ingest.BrokerSockets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection over which a broker's list is administered, from CONNECT to its end. */
final class DynsecConnection implements MqttCallback, AutoCloseable {

  private static final long ANSWER_MS = 3_000;
  private static final int FIRST_ERROR_CODE = 0x80;

  private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
  private final MqttAsyncClient client;

  private DynsecConnection(MqttAsyncClient client) {
    this.client = client;
  }

  /** Connects and listens for answers; blocks until both are confirmed. */
  static DynsecConnection open(BrokerAdmin admin) throws MqttException {
    String id = "fallow-admin-" + UUID.randomUUID();
    MqttAsyncClient client =
        new MqttAsyncClient(admin.broker().toString(), id, new MemoryPersistence());
    DynsecConnection connection = new DynsecConnection(client);
    client.setCallback(connection);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout((int) (ANSWER_MS / 1_000));
    options.setUserName(admin.user());
    options.setPassword(admin.password().getBytes(UTF_8));
    options.setSocketFactory(BrokerSockets.to(admin.broker()));
    try {
      client.connect(options).waitForCompletion(ANSWER_MS);
      check(client.subscribe(DynsecRoles.RESPONSES, 1));
      return connection;
    } catch (MqttException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private static void check(IMqttToken token) throws MqttException {
    token.waitForCompletion(ANSWER_MS);
    int[] codes = token.getReasonCodes();
    for (int code : codes == null ? new int[0] : codes) {
      if (code >= FIRST_ERROR_CODE) {
        throw new MqttException(code);
      }
    }
  }

  boolean isOpen() {
    return client.isConnected();
  }

  /** Sends commands. */
  void send(String commands) throws MqttException {
    MqttMessage message = new MqttMessage(commands.getBytes(UTF_8), 1, false, null);
    check(client.publish(DynsecRoles.COMMANDS, message));
  }

  /** The next answer; null if none comes in time. */
  String answer(long patienceMs) throws InterruptedException {
    return responses.poll(patienceMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    responses.add(new String(message.getPayload(), UTF_8));
  }

  @Override
  public void close() {
    try {
      client.disconnectForcibly(0, 1_000, true);
      client.close(true);
    } catch (MqttException | RuntimeException gone) {
      responses.clear();
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String server) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
