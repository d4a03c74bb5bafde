# Runs a server (the arguments) until standard input ends, then stops it: PostgreSQL shuts down fast
# on SIGINT, and what is deaf to that as a job of a shell, such as a JVM, stops on SIGTERM. Whoever
# started this script holds the other end of that pipe, so the server ends with it, however it ends.
# Ends with the server's status, also when the server goes first.
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(
  while read -r line <&3; do :; done
  kill -INT "$server"
  kill -TERM "$server"
) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
exit "$status"
