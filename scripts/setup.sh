# Sourced by ./eddy, ./verify and .ci/run: finds a JDK 17 or newer and Maven, and installs Debian packages
# where something is missing. Needs root (or sudo without a password) only when it has to install.

say() { [ "${EDDY_QUIET:-}" = 1 ] || echo "eddy: $*" >&2; }
fail() { echo "eddy: $*" >&2; exit 3; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"
  else return 1; fi
}

# install_packages WHY PACKAGE...
install_packages() {
  local why=$1; shift
  command -v apt-get >/dev/null || fail "$why is missing. Install it with your system's package manager (on Debian: $*)."
  say "installing $* ($why)"
  local log; log=$(mktemp)
  if ! { as_root apt-get -qq update && DEBIAN_FRONTEND=noninteractive as_root apt-get -qq install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    tail -n 5 "$log" >&2
    fail "$why is missing and could not be installed. Run as root: apt-get install $*"
  fi
  rm -f "$log"
}

# Sets JAVA_MAJOR to the version of the JDK in a folder, from its file: asking the JDK itself takes a tenth of each start.
java_major() {
  local line
  JAVA_MAJOR=0
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) line=${line#*\"}; JAVA_MAJOR=${line%%[!0-9]*}; return ;; esac
    done <"$1/release"
  fi
  JAVA_MAJOR=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
}

# Sets JAVA_HOME where a folder has a JDK of at least 17 with a compiler.
use_jdk() {
  [ -x "$1/bin/javac" ] && java_major "$1" && [ "$JAVA_MAJOR" -ge 17 ] 2>/dev/null && export JAVA_HOME=$1
}

# Sets JAVA_HOME: to itself, to the JDK whose compiler the path names, or to Debian's.
need_jdk() {
  local dir home javac=
  [ -n "${JAVA_HOME:-}" ] && use_jdk "$JAVA_HOME" && return
  local IFS=:
  for dir in $PATH; do
    if [ -x "$dir/javac" ]; then javac=$dir/javac; break; fi
  done
  unset IFS
  if [ -n "$javac" ]; then
    # Debian's links lead to one of these; to follow them takes a program.
    for home in /usr/lib/jvm/*; do
      if [ ! -L "$home" ] && [ "$home/bin/javac" -ef "$javac" ]; then use_jdk "$home" && return; fi
    done
    home=$(readlink -f "$javac"); use_jdk "${home%/bin/javac}" && return
  fi
  for home in /usr/lib/jvm/java-17-openjdk-*; do use_jdk "$home" && return; done
  install_packages "a JDK" openjdk-17-jdk-headless
  for home in /usr/lib/jvm/java-17-openjdk-*; do use_jdk "$home" && return; done
  fail "no JDK 17 was found. Set JAVA_HOME to one."
}

need_maven() { command -v mvn >/dev/null || install_packages "Maven" maven; }

has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || ls /usr/lib/*/"$1"* >/dev/null 2>&1; }

# What JavaFX needs to draw without a screen, and fonts for Java.
need_headless_fx() {
  local missing=()
  has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
  has_library libfreetype.so.6 || missing+=(libfreetype6)
  has_library libfontconfig.so.1 || missing+=(libfontconfig1)
  [ ${#missing[@]} = 0 ] || install_packages "what JavaFX draws with" "${missing[@]}" fonts-dejavu-core
}

# What JavaFX needs to open a window.
need_window_fx() {
  need_headless_fx
  local missing=()
  has_library libgtk-3.so.0 || missing+=(libgtk-3-0)
  has_library libXtst.so.6 || missing+=(libxtst6)
  has_library libGL.so.1 || missing+=(libgl1)
  has_library libXxf86vm.so.1 || missing+=(libxxf86vm1)
  [ ${#missing[@]} = 0 ] || install_packages "what a JavaFX window needs" "${missing[@]}"
}

need_xvfb() { command -v Xvfb >/dev/null || install_packages "a virtual screen" xvfb; }

# Starts an X server on a free display, sets DISPLAY and XVFB_PID.
start_xvfb() {
  need_xvfb
  local fd_file; fd_file=$(mktemp)
  Xvfb -displayfd 7 -screen 0 "${1:-1920x1200}x24" -nolisten tcp 7>"$fd_file" >/dev/null 2>&1 &
  XVFB_PID=$!
  for _ in $(seq 100); do
    if [ -s "$fd_file" ]; then export DISPLAY=":$(head -n 1 "$fd_file")"; rm -f "$fd_file"; return; fi
    kill -0 "$XVFB_PID" 2>/dev/null || fail "the virtual screen did not start."
    sleep 0.1
  done
  fail "the virtual screen did not start."
}
