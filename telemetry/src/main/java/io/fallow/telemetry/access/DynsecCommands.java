package io.fallow.telemetry.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.telemetry.enrolment.Login;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands of Mosquitto's dynamic security, and what answers mean that are no refusals. */
final class DynsecCommands {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Said again, a command finds that it has been carried out. */
  private static final Set<String> DONE_ALREADY = Set.of("Client not found", "Role already exists");

  private DynsecCommands() {}

  /** Lets a login in, whatever there was of it. */
  static List<ObjectNode> admit(Login login, Optional<String> password) {
    String role = DynsecRoles.name(login.gateway());
    ObjectNode create = command("createClient").put("username", login.user());
    password.ifPresent(secret -> create.put("password", secret));
    create.set("roles", DynsecRoles.of(login.gateway()));
    ObjectNode common = command("createRole").put("rolename", DynsecRoles.GATEWAY);
    common.set("acls", DynsecRoles.gatewayAcls());
    ObjectNode makeRole = command("createRole").put("rolename", role);
    makeRole.set("acls", DynsecRoles.acls(login.gateway()));
    return List.of(command("deleteClient").put("username", login.user()), common, makeRole, create);
  }

  /** Forgets a login, and ends its connections. */
  static ObjectNode dismiss(Login login) {
    return command("deleteClient").put("username", login.user());
  }

  /** Asks for all logins. */
  static ObjectNode list() {
    return command("listClients");
  }

  private static ObjectNode command(String name) {
    return JSON.objectNode().put("command", name);
  }

  /** What is wrong according to an answer, if anything is. */
  static Optional<String> fault(JsonNode response) {
    return Optional.ofNullable(response.get("error"))
        .map(JsonNode::asText)
        .filter(error -> !DONE_ALREADY.contains(error))
        .map(error -> response.path("command").asText() + ": " + error);
  }
}
