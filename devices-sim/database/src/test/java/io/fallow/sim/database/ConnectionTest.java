package io.fallow.sim.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

  @Test
  void leadsToLoopback() {
    LocalTimescale.Connection connection = LocalTimescale.Connection.local(5433, "secret");

    assertThat(connection.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5433/fallow");
    assertThat(connection.port()).isEqualTo(5433);
  }

  @Test
  void neverShowsThePassword() {
    LocalTimescale.Connection connection = LocalTimescale.Connection.local(5433, "secret");

    assertThat(connection.toString()).contains("5433").doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://127.0.0.1:1/fallow, jdbc:postgresql://127.0.0.1:1/other",
    "jdbc:postgresql://db.example/a?sslmode=require&x=/y, jdbc:postgresql://db.example/other?sslmode=require&x=/y",
    "jdbc:postgresql://db.example/, jdbc:postgresql://db.example/other"
  })
  void leadsToAnotherDatabaseOfTheSameServer(String url, String other) {
    LocalTimescale.Connection connection = new LocalTimescale.Connection(url, "u", "p", "");

    assertThat(connection.database("other").jdbcUrl()).isEqualTo(other);
  }
}
