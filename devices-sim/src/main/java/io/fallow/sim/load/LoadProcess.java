package io.fallow.sim.load;

import io.fallow.sim.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The generator in a process of its own, so that its CPU is not taken for anybody else's. It ends
 * when this JVM does, as its standard input then ends. Methods block; for one thread.
 */
public final class LoadProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter orders;

  private LoadProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts it and waits until all gateways are connected.
   *
   * @param folder takes the list of gateways and what the program complains of
   */
  public static LoadProcess start(
      URI broker, List<LoadGateway> gateways, List<String> options, Path folder) {
    try {
      Path list =
          Files.write(
              folder.resolve("gateways.txt"), gateways.stream().map(LoadMain::line).toList());
      ProcessBuilder java =
          JavaCommand.of(LoadMain.class, options, List.of(broker.toString(), list.toString()));
      Path complaints = folder.resolve("load.log");
      LoadProcess load = new LoadProcess(java.redirectError(complaints.toFile()).start());
      if (!"ready".equals(load.answers.readLine())) {
        load.close();
        throw new IOException("the generator does not start:\n" + Files.readString(complaints));
      }
      return load;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins a plan; the one before must have ended.
   *
   * @param first how many messages may be published before {@link #allow} allows more
   */
  public void begin(LoadPlan plan, long first) {
    ask(LoadMain.order(plan, first));
  }

  /** Bounds how many messages may have been published in all. */
  public void allow(long messages) {
    orders.println("allow " + messages);
  }

  /** Ends the plan and waits until all that was published has been acknowledged. */
  public LoadGenerator.Status end() {
    return ask("end");
  }

  /** How the plan stands. */
  public LoadGenerator.Status status() {
    return ask("status");
  }

  public long pid() {
    return process.pid();
  }

  private LoadGenerator.Status ask(String order) {
    orders.println(order);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the generator has ended");
      }
      String[] words = answer.split(" ", -1);
      return new LoadGenerator.Status(
          Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    orders.close();
    process.destroy();
  }
}
