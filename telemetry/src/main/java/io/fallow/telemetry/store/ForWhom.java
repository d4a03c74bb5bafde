package io.fallow.telemetry.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/**
 * Tells the database for whom it works, for one transaction, after which it has forgotten.
 *
 * @param login whose connections these are
 */
record ForWhom(Acting acting, Login login) {

  /** A login for requests alone is what it is; one that does all puts on the requests' role. */
  enum Login {
    OF_REQUESTS(""),
    OF_ALL("set_config('role', 'fallow_api', true), ");

    private final String sql;

    Login(String role) {
      sql =
          "SELECT "
              + role
              + "set_config('fallow.organisation', ?, true), set_config('fallow.actor', ?, true),"
              + " set_config('fallow.now', ?, true)";
    }
  }

  private static final int VALUES = 3;

  /** Tells the transaction under way. */
  void tell(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(login.sql)) {
      set(statement);
      statement.execute();
    }
  }

  private void set(PreparedStatement statement) throws SQLException {
    statement.setString(1, Integer.toString(acting.organisationId()));
    statement.setString(2, acting.actor());
    statement.setString(3, acting.now().map(Instant::toString).orElse(""));
  }

  /**
   * The same connection, on which each statement is a transaction of its own and tells it in its
   * own trip. That says itself where it begins and ends: what travels together is one transaction
   * only as long as the driver doesn't part it, which it does where a result could be large.
   * Statements are prepared, and have one result. After a failure the transaction is to be rolled
   * back.
   */
  Connection tellingEachTime(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" -> telling(connection, (String) arguments[0]);
              case "createStatement", "prepareCall" ->
                  throw new UnsupportedOperationException("would not tell for whom");
              default -> method.invoke(connection, arguments);
            });
  }

  private PreparedStatement telling(Connection connection, String sql) throws SQLException {
    PreparedStatement all =
        connection.prepareStatement("BEGIN;\n" + login.sql + ";\n" + sql + ";\nCOMMIT");
    set(all);
    return proxy(PreparedStatement.class, (method, arguments) -> onAll(all, method, arguments));
  }

  private static final Set<String> EXECUTIONS = Set.of("execute", "executeQuery", "executeUpdate");

  /** As if there were only the one that was asked for, which is the third. */
  private static Object onAll(PreparedStatement all, Method method, Object[] arguments)
      throws SQLException, ReflectiveOperationException {
    String name = method.getName();
    if (EXECUTIONS.contains(name)) {
      all.execute();
      all.getMoreResults();
      boolean rows = all.getMoreResults();
      return switch (name) {
        case "execute" -> rows;
        case "executeQuery" -> all.getResultSet();
        default -> all.getUpdateCount();
      };
    }
    if (name.endsWith("Batch")) {
      throw new UnsupportedOperationException("only single statements tell for whom");
    }
    if (name.startsWith("set") && arguments.length > 1) {
      arguments[0] = (int) arguments[0] + VALUES;
    }
    return method.invoke(all, arguments);
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws SQLException, ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            ForWhom.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
