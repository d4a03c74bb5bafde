package io.fallow.scheduler.api.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.RawHttp;
import io.fallow.scheduler.api.Reply;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProviderIT {

  private static final String VERIFIER = "v".repeat(43);
  private static final String AUTHORIZE = "/local/authorize";

  private static ApiWorld world;
  private static String home;

  @BeforeAll
  static void open(@TempDir Path folder) {
    world = new ApiWorld(folder);
    home = "http://127.0.0.1:" + world.port + "/";
    world.token(ApiWorld.LENA);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static String challenge(String verifier) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private Map<String, String> wish() throws Exception {
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("response_type", "code");
    wish.put("client_id", "fallow-console");
    wish.put("redirect_uri", home);
    wish.put("scope", "openid profile");
    wish.put("state", "a state & more");
    wish.put("nonce", "once");
    wish.put("code_challenge", challenge(VERIFIER));
    wish.put("code_challenge_method", "S256");
    wish.put("person", "lena");
    return wish;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Reply authorize(Map<String, String> wish) throws Exception {
    return world.send(world.request(AUTHORIZE + "?" + form(wish)));
  }

  private static Map<String, String> query(Reply reply) {
    return Arrays.stream(URI.create(reply.header("Location")).getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private String code() throws Exception {
    Reply reply = authorize(wish());
    assertThat(reply.status()).isEqualTo(303);
    return query(reply).get("code");
  }

  private Reply token(Map<String, String> fields) throws Exception {
    return world.send(
        world
            .request("/local/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields))));
  }

  private Map<String, String> trade(String code) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", home);
    fields.put("client_id", "fallow-console");
    fields.put("code_verifier", VERIFIER);
    return fields;
  }

  private Reply renew(String renewal) throws Exception {
    return token(
        Map.of(
            "grant_type",
            "refresh_token",
            "refresh_token",
            renewal,
            "client_id",
            "fallow-console"));
  }

  private void refused(Reply reply, String error) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("error")).isEqualTo(error);
    assertThat(reply.text()).doesNotContain("_token");
  }

  @Test
  void publishesItselfUnderTheNameByWhichItWasAsked() throws Exception {
    JsonObject said = world.send(world.request("/local/.well-known/openid-configuration")).json();
    assertThat(said.getString("issuer")).isEqualTo(home + "local");
    assertThat(said.getString("token_endpoint")).isEqualTo(home + "local/token");
    assertThat(said.getJsonArray("code_challenge_methods_supported")).containsExactly("S256");
    for (String name : List.of("localhost", "[::1]")) {
      String there =
          RawHttp.get(
              world.port,
              "/local/.well-known/openid-configuration",
              name + ":" + world.port,
              "none");
      assertThat(there).contains("\"issuer\":\"http://" + name + ":" + world.port + "/local\"");
    }
  }

  @Test
  void whoeverIsClickedIsSignedInByACodeForWhoAsked() throws Exception {
    Map<String, String> wish = wish();
    wish.remove("person");
    Reply page = authorize(wish);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("Lena Lake", "Hanna Harbor", "&amp;person=lena\"");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    Reply chosen = authorize(wish());
    assertThat(chosen.header("Location")).startsWith(home + "?");
    assertThat(query(chosen))
        .containsEntry("state", "a state & more")
        .containsEntry("iss", home + "local");
    JsonObject tokens = token(trade(query(chosen).get("code"))).json();
    assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
    Reply me =
        world.send(
            world
                .request("/api/v1/me")
                .header("Authorization", "Bearer " + tokens.getString("access_token")));
    assertThat(me.json().getString("person")).isEqualTo("lena");
  }

  @Test
  void anIdTokenIsSignedByThePublishedKeyForTheConsoleAndSaysTheNonceAgain() throws Exception {
    SignedJWT token = SignedJWT.parse(token(trade(code())).json().getString("id_token"));
    JWKSet keys = JWKSet.parse(world.send(world.request("/local/keys")).text());
    ECKey key = keys.getKeys().get(0).toECKey();
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(home + "local");
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("fallow-console");
    assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("once");
    Reply asToken =
        world.send(
            world.request("/api/v1/me").header("Authorization", "Bearer " + token.serialize()));
    assertThat(asToken.status()).isEqualTo(401);
  }

  @Test
  void aCodeIsGoodOnceAndForAMinute() throws Exception {
    String code = code();
    assertThat(token(trade(code)).status()).isEqualTo(200);
    refused(token(trade(code)), "invalid_grant");
    String late = code();
    world.clock.forward(Duration.ofSeconds(61));
    refused(token(trade(late)), "invalid_grant");
    refused(token(trade("never-was")), "invalid_grant");
  }

  @Test
  void aCodeIsWorthNothingWithoutWhatItsOwnerAloneKnows() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "code_verifier",
                "w".repeat(43),
                "client_id",
                "another",
                "redirect_uri",
                home + "elsewhere")
            .entrySet()) {
      String code = code();
      Map<String, String> fields = trade(code);
      fields.put(wrong.getKey(), wrong.getValue());
      refused(token(fields), "invalid_grant");
      fields.remove(wrong.getKey());
      refused(token(fields), "invalid_grant");
      refused(token(trade(code)), "invalid_grant"); // who guesses has spoilt it
    }
    refused(token(Map.of("grant_type", "password")), "unsupported_grant_type");
  }

  @Test
  void noCodeLeadsAnywhereButToTheConsole() throws Exception {
    for (String elsewhere :
        List.of(
            "https://evil.example/",
            home + "other",
            home + "?x=1",
            "http://localhost:" + world.port + "/",
            "http://127.0.0.1:1/",
            "")) {
      Map<String, String> wish = wish();
      wish.put("redirect_uri", elsewhere);
      Reply reply = authorize(wish);
      assertThat(reply.status()).as(elsewhere).isEqualTo(400);
      assertThat(reply.header("Location")).as(elsewhere).isEmpty();
      assertThat(reply.text()).doesNotContain("code=");
    }
    Map<String, String> another = wish();
    another.put("client_id", "another");
    assertThat(authorize(another).status()).isEqualTo(400);
    Reply twice =
        world.send(
            world.request(
                AUTHORIZE + "?" + form(wish()) + "&redirect_uri=https%3A%2F%2Fevil.example"));
    assertThat(twice.status()).isEqualTo(400);
  }

  @Test
  void aWishThatIsNotAsItMustBeLeadsBackWithItsFault() throws Exception {
    Map<String, Map.Entry<String, String>> faults =
        Map.of(
            "unsupported_response_type", Map.entry("response_type", "token"),
            "invalid_scope", Map.entry("scope", "profile"),
            "invalid_request", Map.entry("code_challenge_method", "plain"));
    for (Map.Entry<String, Map.Entry<String, String>> fault : faults.entrySet()) {
      Map<String, String> wish = wish();
      wish.put(fault.getValue().getKey(), fault.getValue().getValue());
      Map<String, String> answer = query(authorize(wish));
      assertThat(answer)
          .containsEntry("error", fault.getKey())
          .containsEntry("state", "a state & more")
          .doesNotContainKey("code");
    }
    Map<String, String> short43 = wish();
    short43.put("code_challenge", "short");
    assertThat(query(authorize(short43))).containsEntry("error", "invalid_request");
  }

  @Test
  void underAForeignNameNothingOfItIsServed() throws Exception {
    for (String path :
        List.of(
            AUTHORIZE + "?" + form(wish()),
            "/local/.well-known/openid-configuration",
            "/local/keys",
            "/local/sign-out",
            "/local/people")) {
      String reply = RawHttp.get(world.port, path, "evil.example:" + world.port, "none");
      assertThat(reply).as(path).startsWith("HTTP/1.1 403").doesNotContain("code=", "token\"");
    }
  }

  @Test
  void whatRenewsASessionIsGoodOnceAndShownAgainEndsIt() throws Exception {
    String first = token(trade(code())).json().getString("refresh_token");
    world.clock.forward(Duration.ofMinutes(59));
    JsonObject renewed = renew(first).json();
    assertThat(
            world
                .send(
                    world
                        .request("/api/v1/me")
                        .header("Authorization", "Bearer " + renewed.getString("access_token")))
                .status())
        .isEqualTo(200);
    String second = renewed.getString("refresh_token");
    assertThat(second).isNotEqualTo(first);
    refused(renew(first), "invalid_grant");
    refused(renew(second), "invalid_grant");
    refused(renew("x"), "invalid_grant");
  }

  @Test
  void whoSignsOutHasNothingToRenewAndIsLedBackToTheConsoleAlone() throws Exception {
    JsonObject tokens = token(trade(code())).json();
    String hint = "?id_token_hint=" + tokens.getString("id_token");
    Reply elsewhere =
        world.send(
            world.request(
                "/local/sign-out" + hint + "&post_logout_redirect_uri=https://evil.example/"));
    assertThat(elsewhere.status()).isEqualTo(400);
    Reply out =
        world.send(
            world.request(
                "/local/sign-out"
                    + hint
                    + "&post_logout_redirect_uri="
                    + URLEncoder.encode(home, UTF_8)));
    assertThat(out.header("Location")).isEqualTo(home);
    refused(renew(tokens.getString("refresh_token")), "invalid_grant");
    String forged = tokens.getString("id_token").replaceFirst("\\.[^.]*$", ".AAAA");
    assertThat(world.send(world.request("/local/sign-out?id_token_hint=" + forged)).status())
        .isEqualTo(303);
  }
}
