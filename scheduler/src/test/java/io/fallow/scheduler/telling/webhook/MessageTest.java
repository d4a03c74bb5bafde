package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {

  // The vector with which the reference libraries of Standard Webhooks test themselves (secret, id,
  // time, payload, signature), for instance libraries/go/webhook_test.go, TestWebhookSign, and
  // libraries/java/src/test/java/com/standardwebhooks/WebhookTest.java, verifyWebhookSignWorks, in
  // github.com/standard-webhooks/standard-webhooks.
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Message MESSAGE =
      new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}");
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void signsAsTheSpecificationsVectorSays() {
    assertThat(MESSAGE.headers(AT, List.of(SECRET)))
        .containsExactly(
            Map.entry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            Map.entry("webhook-timestamp", "1614265330"),
            Map.entry("webhook-signature", SIGNATURE));
  }

  @Test
  void whileASecretIsExchangedBothSignaturesAreSentAndEitherKnowsItsOwn() throws Exception {
    Secret next = Secret.random();
    Map<String, String> headers = MESSAGE.headers(Instant.now(), List.of(next, SECRET));
    assertThat(headers.get("webhook-signature")).matches("v1,\\S+ v1,\\S+");
    verify(SECRET, MESSAGE.body(), headers);
    verify(next, MESSAGE.body(), headers);
  }

  @Test
  void aReceiverRefusesAnotherBodyAnotherSecretAndAnOldTime() {
    Map<String, String> headers = MESSAGE.headers(Instant.now(), List.of(SECRET));
    refuses(SECRET, "{\"test\": 2432232315}", headers);
    refuses(Secret.random(), MESSAGE.body(), headers);
    Instant old = Instant.now().minusSeconds(600);
    refuses(SECRET, MESSAGE.body(), MESSAGE.headers(old, List.of(SECRET)));
  }

  @Test
  void secretsAreRandomLongEnoughAndNeverPrinted() {
    Secret secret = Secret.random();
    assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(secret).isNotEqualTo(Secret.random());
    assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
  }

  private static void refuses(Secret secret, String body, Map<String, String> headers) {
    assertThatThrownBy(() -> verify(secret, body, headers))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static void verify(Secret secret, String body, Map<String, String> headers)
      throws Exception {
    Map<String, List<String>> received = new HashMap<>();
    headers.forEach((name, value) -> received.put(name, List.of(value)));
    new Webhook(secret.text()).verify(body, received);
  }
}
