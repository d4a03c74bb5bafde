package io.fallow.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fallow.sim.mosquitto.MosquittoTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who signs certificates, with the JDK's keytool. */
public final class Authority {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /** A new one, whom nobody trusts yet. */
  public Authority(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.store = folder.resolve("authority.p12");
    keytool("-alias", "authority", "-dname", "CN=Authority " + UUID.randomUUID(), "-ext", "bc:c");
  }

  /** A server's certificate for that name. */
  public MosquittoTls certify(String host) throws Exception {
    keytool(
        "-alias", host, "-signer", "authority", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
    return files(host);
  }

  /** One that was valid once. */
  public MosquittoTls certifyLongAgo(String host) throws Exception {
    keytool(
        "-alias",
        host,
        "-signer",
        "authority",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-startdate",
        "-9d");
    return files(host);
  }

  /** One that nobody signed but itself. */
  public MosquittoTls signedByItself(String host) throws Exception {
    keytool("-alias", host, "-dname", "CN=" + host, "-ext", "san=dns:" + host);
    return files(host);
  }

  private MosquittoTls files(String alias) throws Exception {
    KeyStore keys = keys();
    StringBuilder chain = new StringBuilder();
    for (Certificate each : keys.getCertificateChain(alias)) {
      chain.append(pem("CERTIFICATE", each.getEncoded()));
    }
    byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    return new MosquittoTls(
        Files.writeString(folder.resolve(alias + ".pem"), chain),
        Files.writeString(folder.resolve(alias + ".key"), pem("PRIVATE KEY", key)));
  }

  /** TLS that trusts this authority and nobody else. */
  public SSLContext trusted() throws GeneralSecurityException, IOException {
    return context(null);
  }

  private SSLContext context(KeyManager[] own) throws GeneralSecurityException, IOException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("authority", keys().getCertificate("authority"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, managers.getTrustManagers(), null);
    return context;
  }

  /** The same for whoever shows a certificate of this authority for a name. */
  public SSLContext identity(String name) throws Exception {
    keytool("-alias", name, "-signer", "authority", "-dname", "CN=" + name);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    char[] password = PASSWORD.toCharArray();
    own.setKeyEntry(
        name, keys().getKey(name, password), password, keys().getCertificateChain(name));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, password);
    return context(managers.getKeyManagers());
  }

  /** Its own certificate, for those who are to trust it. */
  public Path certificate() throws Exception {
    return Files.writeString(
        folder.resolve("authority.pem"),
        pem("CERTIFICATE", keys().getCertificate("authority").getEncoded()));
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(
            what, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content), what);
  }

  private void keytool(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
