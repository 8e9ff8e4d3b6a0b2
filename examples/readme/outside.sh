#!/usr/bin/env bash
# Builds and runs the README's snippets as a project of a user's would: the BOM, one dependency, nothing else.
# usage: outside.sh FOLDER LOCAL_REPOSITORY
set -euo pipefail
folder=$1 repository=$2
version=0.1.0-SNAPSHOT
here=$(dirname "$0")

mkdir -p "$folder"
cp -r "$here/src/main/java" "$folder/java"
cat > "$folder/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>outside</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>io.pilotmetrics</groupId>
        <artifactId>pilot-metrics-bom</artifactId>
        <version>$version</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>io.pilotmetrics</groupId>
      <artifactId>pilot-metrics-core</artifactId>
    </dependency>
  </dependencies>
  <build>
    <sourceDirectory>java</sourceDirectory>
    <plugins>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.15.0</version>
      </plugin>
      <plugin>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>3.8.1</version>
      </plugin>
    </plugins>
  </build>
</project>
POM
mvn -B -q -f "$folder/pom.xml" -Dmaven.repo.local="$repository" compile dependency:build-classpath -Dmdep.outputFile="$folder/classpath"

# What the published POM brings, and nothing else.
brought=$(tr ':' '\n' < "$folder/classpath" | sed 's#.*/##' | sort | tr '\n' ' ')
echo "class path: $brought"
for name in $brought; do
  case $name in
    pilot-metrics-core-*|jackson-core-*|hash4j-*|jspecify-*|micrometer-core-*|micrometer-commons-*|micrometer-observation-*|HdrHistogram-*|LatencyUtils-*) ;;
    *) echo "the published POM brings $name, which users do not need" >&2; exit 1 ;;
  esac
done

for main in Wrapper Annotated; do
  printed=$(java -cp "$folder/target/classes:$(cat "$folder/classpath")" "example.$main")
  echo "$printed"
  grep -q 'saved L-1' <<< "$printed"
  grep -q 'crm-pilot: INCONCLUSIVE' <<< "$printed"
done
