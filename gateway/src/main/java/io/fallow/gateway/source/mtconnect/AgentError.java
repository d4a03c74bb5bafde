package io.fallow.gateway.source.mtconnect;

/** What an agent answers when it cannot do what was asked, such as {@code OUT_OF_RANGE}. */
final class AgentError extends Exception {

  private static final long serialVersionUID = 1L;

  AgentError(String message) {
    super(message);
  }
}
