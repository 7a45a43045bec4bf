# Builds the commit that is checked out twice, in two folders, and compares the jars byte for byte. Read by ./roster, of
# which it uses root, jdk, maven and say.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for folder in one another; do
    mkdir "$scratch/$folder"
    git -C "$root" archive HEAD | tar -x -C "$scratch/$folder"
    say "building $(git -C "$root" rev-parse --short HEAD) in a folder named $folder ..."
    (
        root=$scratch/$folder
        run_maven -q package -Dunchecked -Dmaven.test.skip=true -Djacoco.skip=true
    )
done
if cmp "$scratch/one/target/roster.jar" "$scratch/another/target/roster.jar" &&
    diff -r "$scratch/one/target/lib" "$scratch/another/target/lib"; then
    say "the two jars are the same, byte for byte: $(sha256sum < "$scratch/one/target/roster.jar" | cut -c 1-64)"
else
    say "the two jars differ"
    exit 1
fi
