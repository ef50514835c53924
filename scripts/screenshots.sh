#!/usr/bin/env bash
# Makes the pictures of docs/guide from the window itself, so that they stay true: light and dark, without a screen.
#   scripts/screenshots.sh             all that docs/guide/images (1280x800) and docs/images (1600x1000) have
#   scripts/screenshots.sh OUT SIZE…   all of them and of all other screens, each SIZE (such as 1280x800 1920x1080) into OUT/SIZE
set -eu
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cp=$root/designer-app/target/guide.cp
(cd "$root" && mvn -B -q -Dfast -DskipTests -Dspotless.check.skip=true -pl designer-app -am test-compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -Dmdep.outputFile="$cp" -Dmdep.includeScope=test)
pictures() { # CLASS OUT SIZE NAME…
  local class=$1; shift
  (cd "$root/designer-app" && "${JAVA_HOME:-/usr}/bin/java" -Xmx1g -XX:+UseSerialGC \
    -cp "target/test-classes:target/classes:$(cat "$cp")" "dev.eddy.designer.$class" "$@")
}
if [ $# = 0 ]; then
  fresh=$(mktemp -d)
  pictures GuidePictures "$fresh/guide" 1280x800 start tour preview pinned paused edge breakpoints silent why table
  pictures GuidePictures "$fresh/docs" 1600x1000 paused past
  for old in "$root"/docs/guide/images/*.png; do cp "$fresh/guide/${old##*/}" "$old"; done
  for old in "$root"/docs/images/*.png; do cp "$fresh/docs/${old##*/}" "$old"; done
  rm -rf "$fresh"
else
  out=$1; shift
  for size in "${@:-1280x800}"; do
    pictures GuidePictures "$out/$size" "$size"
    pictures ScreenPictures "$out/$size" "$size"
  done
fi
