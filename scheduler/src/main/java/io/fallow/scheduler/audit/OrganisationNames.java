package io.fallow.scheduler.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What organisations are called. */
record OrganisationNames(Map<Integer, String> codes) {

  /** No organisation can be called so. */
  static final String PLATFORM = "(platform)";

  static OrganisationNames read(Connection connection) throws SQLException {
    Map<Integer, String> codes = new TreeMap<>();
    codes.put(AuditEntry.PLATFORM, PLATFORM);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, code FROM organisation")) {
      while (row.next()) {
        codes.put(row.getInt("id"), row.getString("code"));
      }
    }
    return new OrganisationNames(codes);
  }

  String of(int organisationId) {
    return codes.getOrDefault(organisationId, "#" + organisationId);
  }

  OptionalInt id(String code) {
    return codes.entrySet().stream()
        .filter(each -> each.getValue().equals(code))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }
}
