# Runs a command until it ends by itself, a line arrives on standard input (orderly stop), or standard input
# closes: whoever held its other end is dead, however it died, and what was started for it must not outlive it.
# usage: sh watchdog.sh SOCKET_DIRECTORY COMMAND [ARGUMENT...]
sockets=$1
shift
exec 4<&0
"$@" </dev/null 4<&- &
command=$!
(
  if read -r _ <&4; then
    kill -INT $command # PostgreSQL: fast shutdown
  else
    rm -rf "$sockets"
    kill -QUIT $command # PostgreSQL: immediate shutdown; the write-ahead log is replayed at the next start
    sleep 0.6
    kill -KILL $command
  fi
) 2>/dev/null &
reader=$!
trap '' HUP INT QUIT TERM
wait $command
status=$?
kill -KILL $reader 2>/dev/null
exit $status
