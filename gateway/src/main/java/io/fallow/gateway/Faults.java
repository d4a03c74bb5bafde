package io.fallow.gateway;

import io.fallow.gateway.config.ConfigException;
import io.fallow.gateway.credentials.CredentialsException;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.source.SourceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what an operator can do something about; the rest shows where it happened. */
final class Faults implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof SourceException || failure instanceof IOException) {
      command.getErr().println("gateway: " + inWords(failure));
      return Main.BAD_SOURCE;
    }
    if (failure instanceof ConfigException || failure instanceof CredentialsException) {
      command.getErr().println("gateway: " + failure.getMessage());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    if (failure instanceof QueueException) {
      command.getErr().println("gateway: " + failure.getMessage());
      return 1;
    }
    failure.printStackTrace(command.getErr());
    return 1;
  }

  private static String inWords(Exception failure) {
    return failure instanceof NoSuchFileException missing
        ? missing.getFile() + ": there is no such file"
        : failure.getMessage();
  }
}
