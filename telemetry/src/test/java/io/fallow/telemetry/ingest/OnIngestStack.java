package io.fallow.telemetry.ingest;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Gives a class of tests a stack, and each of them empty tables and a fresh ingest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnIngestStack {

  IngestStack stack;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    stack = new IngestStack(folder);
  }

  @AfterAll
  void close() throws Exception {
    stack.close();
  }

  @BeforeEach
  void begin() {
    stack.begin();
  }

  @AfterEach
  void end() {
    stack.end();
  }
}
