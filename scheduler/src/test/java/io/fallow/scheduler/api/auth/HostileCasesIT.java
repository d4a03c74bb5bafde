package io.fallow.scheduler.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and payloads that somebody means ill with, each with the status that refuses it. */
class HostileCasesIT {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String ES256 = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
  private static final String BOOKING =
      "\"start\": \"2026-11-21T18:00:00Z\", \"end\": \"2026-11-21T20:00:00Z\"";

  private record Case(String name, int status, Callable<Integer> sent) {}

  @TempDir Path folder;
  private ApiWorld world;
  private PrivateKey issuersKey;
  private final List<Case> cases = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    world = new ApiWorld(folder);
    issuersKey = EcKeys.privateKey(Files.readString(folder.resolve("local-issuer.pem")));
    world.token(ApiWorld.LENA);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void eachIsRefusedWithItsStatus() throws Exception {
    signatures();
    headers();
    claims();
    memberships();
    authorizationHeaders();
    idsOfOthers();
    addressesOfWebhooks();
    bodies();
    texts();
    heads();
    List<String> wrong = new ArrayList<>();
    for (Case each : cases) {
      int status = each.sent().call();
      if (status != each.status()) {
        wrong.add(each.name() + ": " + status + " in the place of " + each.status());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(100);
    System.out.printf("%d hostile tokens and payloads: all refused as expected%n", cases.size());
  }

  // tokens

  private JsonObject good() {
    long now = world.clock.instant().getEpochSecond();
    return new JsonObject()
        .put("iss", LocalIssuer.ISSUER)
        .put("aud", LocalIssuer.AUDIENCE)
        .put("sub", "lena")
        .put("name", "Lena Lake")
        .put("org", "lakeside")
        .put("iat", now)
        .put("exp", now + 600);
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String signed(String header, String claims) {
    return signed(header, claims, issuersKey, "SHA256withECDSAinP1363Format");
  }

  private static String signed(String header, String claims, PrivateKey key, String algorithm) {
    try {
      String content = base64(header) + "." + base64(claims);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String hmac(String header, String claims, byte[] secret) {
    try {
      String content = base64(header) + "." + base64(claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content
          + "."
          + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void token(String name, int status, String token) {
    cases.add(
        new Case(
            "token " + name,
            status,
            () ->
                world
                    .send(
                        world
                            .request("/api/v1/reservations")
                            .header("Authorization", "Bearer " + token))
                    .status()));
  }

  private void signatures() throws Exception {
    String claims = good().encode();
    token("alg none, unsigned", 401, base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".");
    token("alg None", 401, base64("{\"alg\":\"None\"}") + "." + base64(claims) + ".");
    token("alg nOnE and a signature", 401, signed("{\"alg\":\"nOnE\"}", claims));
    token("no alg", 401, signed("{\"typ\":\"JWT\"}", claims));
    token("alg a number", 401, signed("{\"alg\":256}", claims));
    token("alg an array", 401, signed("{\"alg\":[\"ES256\"]}", claims));
    String hs = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    byte[] pem = world.issuer.publicPem().getBytes(StandardCharsets.UTF_8);
    token("HS256 with the public key as it is in PEM", 401, hmac(hs, claims, pem));
    byte[] der = EcKeys.publicKey(world.issuer.publicPem()).getEncoded();
    token("HS256 with the public key in DER", 401, hmac(hs, claims, der));
    token("HS256 with an empty-looking secret", 401, hmac(hs, claims, new byte[] {0}));
    token("HS384 in name", 401, hmac("{\"alg\":\"HS384\"}", claims, pem));
    token("ES256 in name, an HMAC in truth", 401, hmac(ES256, claims, pem));
    RSAKey own = PublishingIssuer.key("mine");
    PrivateKey rsa = own.toPrivateKey();
    token(
        "RS256 by a key of one's own",
        401,
        signed("{\"alg\":\"RS256\"}", claims, rsa, "SHA256withRSA"));
    token("ES256 in name, RSA in truth", 401, signed(ES256, claims, rsa, "SHA256withRSA"));
    token("RS256 in name, ECDSA in truth", 401, signed("{\"alg\":\"RS256\"}", claims));
    token("ES384 in name", 401, signed("{\"alg\":\"ES384\"}", claims));
    token("PS256 in name", 401, signed("{\"alg\":\"PS256\"}", claims));
    PrivateKey other = EcKeys.generate().getPrivate();
    token(
        "ES256 by another key", 401, signed(ES256, claims, other, "SHA256withECDSAinP1363Format"));
    token("a signature in DER", 401, signed(ES256, claims, issuersKey, "SHA256withECDSA"));
    String[] parts = signed(ES256, claims).split("\\.", -1);
    token(
        "a signature of zeros",
        401,
        parts[0] + "." + parts[1] + "." + BASE64.encodeToString(new byte[64]));
    token("no signature", 401, parts[0] + "." + parts[1] + ".");
    token("two parts", 401, parts[0] + "." + parts[1]);
    token("four parts", 401, String.join(".", parts) + ".x");
    token("five parts, as if encrypted", 401, "a.b.c.d.e");
    token(
        "another's claims under this signature",
        401,
        parts[0] + "." + base64(good().put("org", "forge").encode()) + "." + parts[2]);
    token("cut short", 401, parts[0] + "." + parts[1] + "." + parts[2].substring(0, 40));
    String jwk = own.toPublicJWK().toJSONString();
    token(
        "an embedded jwk",
        401,
        signed("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", claims, rsa, "SHA256withRSA"));
  }

  private void headers() {
    String claims = good().encode();
    Map<String, String> headers =
        Map.ofEntries(
            Map.entry("jku", "\"jku\":\"https://evil.example/keys\""),
            Map.entry("jku to this machine", "\"jku\":\"http://127.0.0.1:9/keys\""),
            Map.entry("x5u", "\"x5u\":\"https://evil.example/cert\""),
            Map.entry("x5c", "\"x5c\":[\"AAAA\"]"),
            Map.entry("crit of an unknown name", "\"crit\":[\"exp\"],\"exp\":1"),
            Map.entry("crit b64", "\"crit\":[\"b64\"],\"b64\":false"),
            Map.entry("b64 false", "\"b64\":false"),
            Map.entry("crit empty", "\"crit\":[]"),
            Map.entry("typ of another kind", "\"typ\":\"secevent+jwt\""),
            Map.entry("typ a number", "\"typ\":1"),
            Map.entry(
                "kid with a path", "\"kid\":\"../../../../dev/null\",\"jku\":\"file:///dev/null\""),
            Map.entry("alg twice", "\"alg\":\"none\""));
    headers.forEach(
        (name, member) ->
            token("header " + name, 401, signed("{\"alg\":\"ES256\"," + member + "}", claims)));
    token("header no JSON", 401, signed("ES256", claims));
    token("header an array", 401, signed("[\"ES256\"]", claims));
  }

  private void claims() {
    long now = world.clock.instant().getEpochSecond();
    Object[][] wrong = {
      {"iss", "https://evil.example"},
      {"iss", null},
      {"iss", "fallow-local/"},
      {"iss", JsonArray.of("fallow-local")},
      {"iss", 7},
      {"aud", "another"},
      {"aud", null},
      {"aud", JsonArray.of()},
      {"aud", JsonArray.of("another")},
      {"aud", new JsonObject().put("fallow", true)},
      {"aud", "FALLOW"},
      {"exp", now},
      {"exp", now - 3600},
      {"exp", null},
      {"exp", "tomorrow"},
      {"exp", -1},
      {"exp", 1e300},
      {"exp", JsonArray.of(now + 600)},
      {"nbf", now + 3600},
      {"nbf", "now"},
      {"nbf", null},
      {"iat", now + 3600},
      {"iat", "now"},
      {"iat", 1e300},
      {"sub", null},
      {"sub", ""},
      {"sub", "   "},
      {"sub", 42},
      {"sub", JsonArray.of("lena")},
      {"sub", "le\0na"},
      {"sub", "lena\r\nX-Evil: 1"},
      {"sub", "lena\u001b[2J"},
      {"sub", "lena\u202egro"},
      {"sub", "lena\u2028"},
      {"sub", "x".repeat(256)},
      {"sub", "key:3f2b8c1e-0d54-4e7a-9b1c-6a5d4c3b2a19"},
      {"org", null},
      {"org", ""},
      {"org", 1},
      {"org", JsonArray.of("lakeside")},
      {"org", "Lakeside"},
      {"org", "lakeside' OR 1=1 --"},
      {"org", "../lakeside"},
      {"name", 7},
      {"name", "Lena\r\nWARN all is well"},
      {"name", "Lena\u001b[31m"}
    };
    for (Object[] each : wrong) {
      JsonObject claims = good().put((String) each[0], each[1]);
      token("claim " + each[0] + " " + each[1], 401, signed(ES256, claims.encode()));
    }
    token("claims no JSON", 401, signed(ES256, "lena"));
    token("claims an array", 401, signed(ES256, "[]"));
    token("huge", 401, signed(ES256, good().put("x", "x".repeat(5_500)).encode()));
    token(
        "too large for any head", 431, signed(ES256, good().put("x", "x".repeat(9_000)).encode()));
  }

  private void memberships() {
    token("of nobody's member", 403, signed(ES256, good().put("sub", "sven").encode()));
    token("for another organisation", 403, signed(ES256, good().put("org", "forge").encode()));
    token("for none that exists", 403, signed(ES256, good().put("org", "nowhere").encode()));
    Caller gone = new Caller("gone", "Gone", "lakeside");
    world.member(gone, Role.ADMIN);
    String token = world.token(gone);
    int lakeside = world.services.registry().organisation("lakeside").orElseThrow().id();
    world.services.memberships().remove(lakeside, "gone", world.clock.instant());
    token("of a removed member", 403, token);
    token("a key that never was", 401, "fallow_" + "A".repeat(43));
    token("a key too long", 401, "fallow_" + "A".repeat(44));
    token("a key cut short", 401, "fallow_");
  }

  private void authorizationHeaders() {
    String token = world.token(ApiWorld.LENA);
    head("two tokens", 401, "Bearer " + token, "Bearer " + token);
    head("a token and another scheme", 401, "Bearer " + token, "Basic bGVuYTpsZW5h");
    head("Basic", 401, "Basic bGVuYTpsZW5h");
    head("no scheme", 401, token);
    head("another scheme", 401, "Token " + token);
    head("no token", 401, "Bearer ");
    head("an empty header", 401, "");
    head("two in one", 401, "Bearer " + token + ", Bearer " + token);
    head("quoted", 401, "Bearer \"" + token + "\"");
    cases.add(
        new Case(
            "token in the query",
            401,
            () ->
                world.send(world.request("/api/v1/reservations?access_token=" + token)).status()));
    send(
        "organisation twice",
        400,
        () ->
            lena("/api/v1/me")
                .header("Fallow-Organisation", "lakeside")
                .header("Fallow-Organisation", "forge"));
    send(
        "organisation of others",
        403,
        () -> lena("/api/v1/me").header("Fallow-Organisation", "forge"));
    send(
        "organisation with a quote",
        403,
        () -> lena("/api/v1/me").header("Fallow-Organisation", "lakeside' --"));
  }

  private void head(String name, int status, String... values) {
    send(
        "authorization " + name,
        status,
        () -> {
          HttpRequest.Builder request = world.request("/api/v1/reservations");
          for (String value : values) {
            request.header("Authorization", value);
          }
          return request;
        });
  }

  // payloads

  private HttpRequest.Builder lena(String path) {
    return world.as(ApiWorld.LENA, path);
  }

  private void send(String name, int status, Callable<HttpRequest.Builder> request) {
    cases.add(new Case(name, status, () -> reply(request.call())));
  }

  private int reply(HttpRequest.Builder request) throws Exception {
    Reply reply = world.send(request);
    assertThat(reply.text()).doesNotContain("Forge & Sons").doesNotContain("Machine mill-1");
    return reply.status();
  }

  private void get(int status, String path) {
    send("GET " + path, status, () -> lena(path));
  }

  private void post(String name, int status, String path, String body) {
    send(name, status, () -> world.posted(ApiWorld.LENA, path, body));
  }

  private void idsOfOthers() {
    String none = "3f2b8c1e-0d54-4e7a-9b1c-6a5d4c3b2a19";
    get(404, "/api/v1/assets/forge.mill-1");
    get(404, "/api/v1/facilities/forge.hall/openings");
    get(404, "/api/v1/reservations/" + none);
    get(400, "/api/v1/reservations/1%20OR%201=1");
    get(400, "/api/v1/reservations?cursor=forge");
    get(400, "/api/v1/windows?cursor=" + base64("{\"organisation\":3}"));
    get(400, "/api/v1/events?after=1;DROP%20TABLE%20event");
    get(400, "/api/v1/assets/..%2f..%2fetc%2fpasswd");
    get(400, "/api/v1/assets/lakeside.mri-1%00");
    get(400, "/api/v1/windows?limit=1e9");
    get(400, "/api/v1/windows?limit=-1");
    get(400, "/api/v1/windows?organisation=forge");
    get(400, "/api/v1/reservations?limit=5&limit=500000");
    post(
        "another's asset",
        404,
        "/api/v1/reservations",
        "{\"asset\": \"forge.mill-1\", " + BOOKING + "}");
    post(
        "for another",
        422,
        "/api/v1/reservations",
        "{\"asset\": \"lakeside.mri-1\", \"onBehalfOf\": \"forge\", " + BOOKING + "}");
    post(
        "another's asset in a feed",
        404,
        "/api/v1/feeds",
        "{\"scope\": \"asset\", \"asset\": \"forge.mill-1\"}");
  }

  private void addressesOfWebhooks() {
    for (String url :
        List.of(
            "file:///etc/passwd",
            "gopher://127.0.0.1/",
            "ftp://forge.example/",
            "javascript:alert(1)",
            "http://",
            "//127.0.0.1/",
            "https://user:password@forge.example/",
            "not an address",
            "https://forge.example:99999/",
            "http://[::1",
            "https://forge.example/\\r\\nX: 1")) {
      post("webhook " + url, 400, "/api/v1/webhooks", "{\"url\": \"" + url + "\"}");
    }
  }

  private void bodies() {
    String path = "/api/v1/reservations";
    String asset = "\"asset\": \"lakeside.mri-1\", ";
    post("no JSON", 400, path, "asset=lakeside.mri-1");
    post("an empty body", 400, path, "");
    post("an array", 400, path, "[]");
    post("null", 400, path, "null");
    post("deep", 400, path, "[".repeat(10_000) + "]".repeat(10_000));
    post("deep objects", 400, path, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
    post("a name twice", 400, path, "{\"asset\": \"forge.mill-1\", " + asset + BOOKING + "}");
    post("something behind the end", 400, path, "{" + asset + BOOKING + "} {}");
    post("cut off", 400, path, "{" + asset + BOOKING);
    post("a comment", 400, path, "{/* */" + asset + BOOKING + "}");
    post("a BOM of another encoding", 400, path, "\uFFFE{" + asset + BOOKING + "}");
    post("an unknown field", 400, path, "{" + asset + BOOKING + ", \"organisation_id\": 3}");
    post("a prototype", 400, path, "{" + asset + BOOKING + ", \"__proto__\": {\"admin\": true}}");
    post("NUL", 400, path, "{" + asset + BOOKING + ", \"purpose\": \"a\\u0000b\"}");
    post("a lone surrogate", 400, path, "{" + asset + BOOKING + ", \"purpose\": \"\\ud800\"}");
    post(
        "a purpose too long",
        400,
        path,
        "{" + asset + BOOKING + ", \"purpose\": \"" + "x".repeat(501) + "\"}");
    post("a number for a text", 400, path, "{\"asset\": 1e999999, " + BOOKING + "}");
    post("a huge number", 400, path, "{\"asset\": " + "9".repeat(5_000) + ", " + BOOKING + "}");
    post("NaN", 400, path, "{\"hold\": NaN, " + asset + BOOKING + "}");
    post(
        "the year 292277026596",
        400,
        path,
        "{"
            + asset
            + "\"start\": \"+292277026596-01-01T00:00:00Z\", \"end\": \"2026-11-21T20:00:00Z\"}");
    post("oversized", 413, path, "{\"purpose\": \"" + "x".repeat(70_000) + "\"}");
    send(
        "wrong encoding",
        400,
        () -> bytes("{\"asset\": \"l\u00e4keside.mri-1\"}".getBytes(StandardCharsets.ISO_8859_1)));
    send(
        "UTF-16",
        400,
        () -> bytes(("{" + asset + BOOKING + "}").getBytes(StandardCharsets.UTF_16)));
    send("no media type", 415, () -> lena(path).POST(BodyPublishers.ofString("{}")));
    send(
        "XML",
        415,
        () ->
            lena(path)
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<a/>")));
    send(
        "a form",
        415,
        () ->
            lena(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=b")));
    send(
        "a body for a GET",
        400,
        () -> lena("/api/v1/me").method("GET", BodyPublishers.ofString("{}")));
    send("TRACE", 405, () -> lena("/api/v1/me").method("TRACE", BodyPublishers.noBody()));
  }

  private HttpRequest.Builder bytes(byte[] body) {
    return lena("/api/v1/reservations")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body));
  }

  private void texts() {
    String role = "{\"roles\": [\"booker\"]}";
    for (String person : List.of("a%0d%0aX:1", "a%1b%5b2J", "a%00", "%7f")) {
      send(
          "member " + person,
          400,
          () ->
              lena("/api/v1/members/" + person)
                  .header("Content-Type", "application/json")
                  .PUT(BodyPublishers.ofString(role)));
    }
    send(
        "an idempotency key too long",
        400,
        () ->
            world
                .posted(
                    ApiWorld.LENA,
                    "/api/v1/reservations",
                    "{\"asset\": \"lakeside.mri-1\", " + BOOKING + "}")
                .header("Idempotency-Key", "x".repeat(201)));
  }

  private void heads() {
    raw("a line feed in a header", 400, "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nX-A: a\0b\r\n\r\n");
    raw("no HTTP", 400, "HELLO\r\n\r\n");
    raw("an address with an escape", 400, "GET /api/v1/\u001b[2J HTTP/1.1\r\nHost: a\r\n\r\n");
    raw(
        "a negative length",
        400,
        "POST /api/v1/reservations HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n");
    raw(
        "two lengths",
        400,
        "POST /api/v1/reservations HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx");
    raw("a long address", 414, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    raw("a long header", 431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
  }

  private void raw(String name, int status, String request) {
    cases.add(new Case("raw " + name, status, () -> statusOf(request)));
  }

  private int statusOf(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), world.port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
      return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }
  }
}
