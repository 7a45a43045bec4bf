# Makes the package. Read by ./roster, of which it uses root, jar, jdk, say, choose_flags, choose_locale, train and
# run_maven.

# What the program and its libraries use of the JDK, as "jdeps --print-module-deps --multi-release 25 --ignore-missing-deps"
# tells of the jars, but for java.desktop, which they only mention; and what is only looked up at run time: jdk.naming.dns
# (enrichment asks the DNS), jdk.charsets (files of imports), jdk.zipfs, jdk.management (metrics) and jdk.jfr (profiles).
modules=java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.scripting,java.security.jgss
modules=$modules,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.charsets,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns
modules=$modules,jdk.net,jdk.unsupported,jdk.zipfs

version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/pom.xml")
case $(uname -s)-$(uname -m) in
    Linux-x86_64) architecture=amd64 foreign=arm64v8 ;;
    Linux-aarch64) architecture=arm64 foreign=amd64 ;;
    *)
        say "packages are made on Linux, on amd64 and arm64"
        exit 1
        ;;
esac
name=roster-$version-linux-$architecture
folder=$root/target/package/$name

say "making $name ..."
rm -rf "$root/target/package"
mkdir -p "$folder/app"
cp -p "$root/roster" "$root/LICENSE" "$root/README.md" "$root/packaging/roster.service" "$folder/"
cp -pR "$root/docs" "$folder/docs"
cp -p "$jar" "$folder/app/"
cp -pR "$root/target/lib" "$folder/app/lib"
rm -f "$folder"/app/lib/embedded-postgres-binaries-linux-"$foreign"-*.jar
"$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --output "$folder/runtime"

say "training its AOT cache ..."
jar=$folder/app/roster.jar
unseal
set +f
builder=$jdk
jdk=$folder/runtime
find "$folder/app" -name '*.jar' -exec touch -d '2026-01-01T00:00:00Z' {} + # by which Java knows what the cache was made of
choose_flags
choose_locale
set -f
train "$folder/app/roster.aot"
set +f
rm -f "$folder/app/roster.aot.lock"
if [ ! -s "$folder/app/roster.aot" ]; then
    rm -f "$folder/app/roster.aot.failed"
    say "there is no AOT cache: the package will start all the same, but slower"
fi
"$folder/roster" --version > "$root/target/package/smoke"
if ! grep -q "^roster $version" "$root/target/package/smoke"; then
    say "the package does not run; it says:"
    cat "$root/target/package/smoke" >&2
    exit 1
fi

tar -C "$root/target/package" --sort=name --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -9n \
    > "$root/target/$name.tar.gz.new"
mv -f "$root/target/$name.tar.gz.new" "$root/target/$name.tar.gz"

jdk=$builder
run_maven -q org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom -DincludeTestScope=false \
    -DincludeProvidedScope=false -DoutputName="$name.cdx" -DoutputFormat=json -DoutputReactorProjects=false
say "target/$name.tar.gz and target/$name.cdx.json are ready"
