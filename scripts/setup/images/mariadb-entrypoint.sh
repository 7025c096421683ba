#!/bin/sh
set -eu
umask 027
data=/var/lib/mysql
unfinished=$data/.first-start

case "${1:--}" in
  -*) ;;
  mysqld | mariadbd) shift ;;
  *) exec "$@" ;;
esac

setting() {
  eval "value=\${MARIADB_$1:-\${MYSQL_$1:-}} file=\${MARIADB_$1_FILE:-\${MYSQL_$1_FILE:-}}"
  [ -z "$file" ] || value=$(cat "$file")
  printf %s "$value"
}

# Hexadecimal, so that no character of a password or a name can end the SQL text it stands in.
literal() {
  printf "CONVERT(X'%s' USING utf8mb4)" "$(setting "$1" | od -An -v -tx1 | tr -d ' \n')"
}

statement() {
  printf "EXECUTE IMMEDIATE CONCAT(%s);\n" "$1"
}

account() {
  statement "'CREATE OR REPLACE USER ', $1, ' IDENTIFIED BY ', QUOTE($2)"
}

first_start_sql() {
  echo 'SET NAMES utf8mb4;'
  echo "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"
  echo "DELETE FROM mysql.proxies_priv WHERE Host <> 'localhost';"
  echo 'FLUSH PRIVILEGES;'
  for host in localhost %; do
    account "'root@''$host'''" "$(literal ROOT_PASSWORD)"
    echo "GRANT ALL ON *.* TO root@'$host' WITH GRANT OPTION;"
  done
  database="REPLACE($(literal DATABASE), '\`', '\`\`')"
  user="CONCAT(QUOTE($(literal USER)), '@''%''')"
  [ -z "$(setting DATABASE)" ] || statement "'CREATE DATABASE IF NOT EXISTS \`', $database, '\`'"
  [ -z "$(setting USER)" ] || account "$user" "$(literal PASSWORD)"
  [ -z "$(setting USER)" ] || [ -z "$(setting DATABASE)" ] ||
    statement "'GRANT ALL ON \`', REPLACE($database, '_', '\\\\_'), '\`.* TO ', $user"
}

initialise() {
  find "$data" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  touch "$unfinished"
  chown -R mysql:mysql "$data"
  mariadb-install-db --user=mysql --datadir="$data" --auth-root-authentication-method=normal --skip-test-db --skip-log-bin >&2
  first_start_sql | mariadbd --bootstrap --user=mysql --datadir="$data" --skip-log-bin
  rm "$unfinished"
}

mkdir -p /run/mysqld "$data"
chown mysql:mysql /run/mysqld "$data"
if [ -e "$unfinished" ] || [ ! -d "$data/mysql" ]; then
  [ -n "$(setting ROOT_PASSWORD)$(setting ALLOW_EMPTY_ROOT_PASSWORD)$(setting ALLOW_EMPTY_PASSWORD)" ] || {
    echo 'Set MYSQL_ROOT_PASSWORD or MYSQL_ALLOW_EMPTY_PASSWORD.' >&2
    exit 1
  }
  initialise
fi
exec mariadbd --user=mysql --datadir="$data" --skip-name-resolve --host-cache-size=0 "$@"
