# Sourced by ./eddy for the command bench: builds the benchmarks and their peers, then measures. Ends the shell.

run_bench() {
  if [ "$1" = canvas ]; then shift; run_canvas_bench "$@"; fi
  local bench=$root/benchmarks stamp=$root/benchmarks/target/built log=$root/benchmarks/target/build.log
  if [ "$1" = start ]; then
    # The command that is measured has to be there, and its class data archived.
    EDDY_QUIET=1 "$root/eddy" run --help >/dev/null || exit 3
  fi
  if [ ! -f "$stamp" ] || [ -n "$(find "$root" \( -name target -o -name .git -o -name docs -o -name .eddy \) -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml \) -newer "$stamp" -print -quit)" ]; then
    command -v mvn >/dev/null || fail "the benchmarks are built by Maven, which is missing. Install it (on Debian: apt-get install maven)."
    say "building the benchmarks; the first time downloads Flink and Hazelcast Jet (150 MB)"
    mkdir -p "$bench/target"
    if ! (cd "$root" && mvn -B -q -Dfast -Ppeers -DskipTests -Dspotless.check.skip=true -pl benchmarks,benchmarks/flink,benchmarks/jet -am package) >"$log" 2>&1; then
      tail -n 30 "$log" >&2; fail "the build failed; the whole log is $log"
    fi
    touch "$stamp"
  fi
  exec "$JAVA_HOME/bin/java" -Xmx3g -XX:MaxInlineLevel=60 -XX:MaxRecursiveInlineLevel=30 \
    "-Deddy.home=$root" \
    "-Deddy.bench.flink=$(jars "$bench/flink")" "-Deddy.bench.jet=$(jars "$bench/jet")" \
    ${EDDY_JAVA_OPTS:-} -cp "$(jars "$bench")" dev.eddy.benchmarks.run.Bench "$@"
}

# The canvas is measured as it ships: the application's own jars and flags, on a screen of its own, by the software pipeline.
run_canvas_bench() {
  EDDY_QUIET=1 "$root/eddy" run --help >/dev/null || exit 3
  need_window_fx; start_xvfb 3840x2300; trap 'kill $XVFB_PID 2>/dev/null' EXIT
  "$JAVA_HOME/bin/java" -Xmx2g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dprism.order=sw -Djavafx.animation.fullspeed=true \
    ${EDDY_JAVA_OPTS:-} -cp "$root/designer-app/target/designer-app.jar:$root/designer-app/target/lib/*" dev.eddy.designer.bench.CanvasBench "$@"
  exit
}

# A module's jar and those it stands on, as a class path; nothing where it was not built.
jars() {
  local all=("$1"/target/benchmarks*.jar "$1"/target/lib/*.jar)
  [ -f "${all[0]}" ] && (IFS=:; echo "${all[*]}")
}
