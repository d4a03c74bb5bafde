package io.fallow.telemetry.ingest;

import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a Paho client, whatever state it is in. */
public final class Farewell {

  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
  private static final long PATIENCE_MS = 2_000;

  private Farewell() {}

  /** What is said to the broker last. */
  public interface LastWord {
    /** Says it; blocks. */
    void say() throws MqttException;
  }

  /**
   * Says a last word and goodbye, if there is still somebody to say it to, and lets go of the
   * client's socket and threads. Blocks for some seconds at most.
   */
  public static void to(MqttAsyncClient client, LastWord lastWord) {
    try {
      if (client.isConnected()) {
        lastWord.say();
        client.disconnect(PATIENCE_MS).waitForCompletion(PATIENCE_MS);
      }
    } catch (MqttException failure) {
      LOG.debug("No clean end of a connection to the broker", failure);
    }
    try {
      client.disconnectForcibly(0, PATIENCE_MS, false);
    } catch (MqttException alreadyGone) {
      LOG.trace("Nothing left to disconnect", alreadyGone);
    }
    try {
      client.close(true);
    } catch (MqttException failure) {
      LOG.debug("An MQTT client did not close", failure);
    }
  }
}
