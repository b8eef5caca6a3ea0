# shellcheck shell=bash
#
# Private PostgreSQL, MariaDB and MySQL servers for one run of a script.
#
# They live in a temporary folder, listen on 127.0.0.1 at a free port, run as an unprivileged user
# and end with the script. Servers that run already are neither used nor touched. Durability is
# switched off: their data is thrown away.
#
# Debian's releases have no package of MySQL. Root gets it from Debian unstable into a folder of its
# own below `target`, which is kept for the next run; mysqld runs in it by `chroot`.
#
# To be sourced by a script with `set -euo pipefail`; `kind` is `postgres`, `mariadb` or `mysql`:
#
#   trap servers_stop EXIT
#   servers_open                  make the temporary folder, in $servers_dir
#   servers_require kind…         find the programs, install them if need be and possible
#   servers_why_missing kind      print why its program could not be had, in one line
#   servers_start kind            start one in the background
#   servers_wait kind             wait until it accepts connections
#   servers_url kind              print its URL
#   servers_version kind          print the version of its program
#   servers_stop                  stop all of them and remove the folder

servers_dir=
servers_password=
servers_postgres_bin= # the folder of `initdb` and `postgres`
servers_postgres_pid=
servers_mariadb_program= # `mariadbd` or `mysqld`
servers_mariadb_pid=
servers_mysql_program= # `mysqld`, where it is installed
servers_mysql_root=    # the folder that has it, otherwise
servers_mysql_why=     # that folder could not be made
servers_mysql_pid=
servers_making_pid= # of the installation into that folder

readonly servers_postgres_oldest=13
readonly servers_mysql_oldest=8.0.19
readonly servers_start_seconds=120
readonly servers_stop_seconds=20

# ---------------------------------------------------------------------------------- life cycle --

servers_open() {
  servers_dir=$(mktemp -d "${TMPDIR:-/tmp}/rebis.XXXXXX")
  # The servers' users must be able to enter the folder, not to list it.
  chmod 711 "$servers_dir"
  servers_mysql_root=$(realpath -m "${CARGO_TARGET_DIR:-${BASH_SOURCE[0]%/*}/../../target}")/mysql
  servers_password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
}

servers_require() {
  local kind status=0
  local -a missing=()
  for kind in "$@"; do
    "servers_find_$kind" || missing+=("$kind")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  servers_install "${missing[@]}"
  for kind in "${missing[@]}"; do
    if ! "servers_find_$kind"; then
      servers_explain_missing "$kind"
      status=1
    fi
  done
  return "$status"
}

# The background job prepares the data folder and then becomes the server: one process id, known
# from the first moment. `set -m` gives it a process group of its own, so that Ctrl-C reaches the
# script alone, which then stops the server in order, and so that a server which is still being
# prepared can be stopped together with the programs that prepare it.
servers_start() {
  local kind=$1 user
  user=$(servers_user "$kind")
  servers_make_folder "$kind" "$user" || return 1
  set -m
  ("servers_run_$kind" "$servers_dir/$kind" "$user") </dev/null >"$servers_dir/$kind.log" 2>&1 &
  printf -v "servers_${kind}_pid" '%s' "$!"
  set +m
}

servers_wait() {
  local kind=$1 pid_name=servers_${1}_pid started=$SECONDS
  until "servers_ready_$kind" "$servers_dir/$kind"; do
    if ! kill -0 "${!pid_name}" 2>/dev/null; then
      servers_explain_failure "$kind" "ended before it was ready"
      return 1
    fi
    if ((SECONDS - started > servers_start_seconds)); then
      servers_explain_failure "$kind" "was not ready after $servers_start_seconds seconds"
      return 1
    fi
    sleep 0.1
  done
}

servers_url() {
  local scheme=mysql
  [[ $1 != postgres ]] || scheme=postgresql
  echo "$scheme://rebis:$servers_password@127.0.0.1:$(cat "$servers_dir/$1/port")/rebis"
}

servers_version() {
  "servers_program_version_$1"
}

servers_stop() {
  servers_signal TERM "$servers_making_pid"
  servers_await_end "$servers_making_pid"
  servers_making_pid=
  # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
  servers_signal INT "$servers_postgres_pid"
  servers_signal TERM "$servers_mariadb_pid"
  servers_signal TERM "$servers_mysql_pid"
  servers_await_end "$servers_postgres_pid"
  servers_await_end "$servers_mariadb_pid"
  servers_await_end "$servers_mysql_pid"
  servers_postgres_pid=
  servers_mariadb_pid=
  servers_mysql_pid=
  [[ -z $servers_dir ]] || rm -rf "$servers_dir"
  servers_dir=
}

servers_signal() {
  [[ -z $2 ]] || kill -s "$1" -- "-$2" 2>/dev/null || true
}

# Waits for the whole group: while the server is being prepared, other programs write to its folder.
servers_await_end() {
  local pid=$1 started=$SECONDS
  [[ -n $pid ]] || return 0
  while kill -0 -- "-$pid" 2>/dev/null; do
    if ((SECONDS - started > servers_stop_seconds)); then
      servers_signal KILL "$pid"
      break
    fi
    sleep 0.1
  done
  wait "$pid" 2>/dev/null || true
}

# ---------------------------------------------------------------------------------- PostgreSQL --

servers_find_postgres() {
  local folder major best=0
  for folder in $(servers_postgres_folders); do
    [[ -x $folder/postgres && -x $folder/initdb ]] || continue
    major=$("$folder/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
    if ((major >= servers_postgres_oldest && major > best)); then
      best=$major
      servers_postgres_bin=$folder
    fi
  done
  ((best > 0))
}

# Debian and its relatives keep the server programs out of PATH.
servers_postgres_folders() {
  local program
  program=$(command -v postgres || true)
  [[ -z $program ]] || dirname "$program"
  compgen -G '/usr/lib/postgresql/*/bin' || true
  compgen -G '/usr/pgsql-*/bin' || true
  compgen -G '/usr/local/pgsql/bin' || true
  compgen -G '/usr/local/opt/postgresql*/bin' || true
  compgen -G '/opt/homebrew/opt/postgresql*/bin' || true
}

servers_program_version_postgres() {
  "$servers_postgres_bin/postgres" --version | sed -E 's/^[^0-9]*([0-9][0-9a-z.]*).*/\1/'
}

# `postgres --single` creates the database, so that no client program is needed.
servers_run_postgres() {
  local folder=$1 user=$2 data=$1/data
  local -a quick=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
  cd "$folder" || exit 1
  export HOME=$folder
  (servers_exec INT "$user" "$servers_postgres_bin/initdb" --pgdata="$data" --username=rebis \
    --auth=scram-sha-256 --pwfile="$folder/password" --encoding=UTF8 \
    --locale="$(servers_utf8_locale)" --no-sync) || exit 1
  echo 'CREATE DATABASE rebis' |
    (servers_exec INT "$user" "$servers_postgres_bin/postgres" --single -D "$data" "${quick[@]}" \
      postgres) || exit 1
  servers_pick_port 20000 >"$folder/port" || exit 1
  servers_exec INT "$user" "$servers_postgres_bin/postgres" -D "$data" "${quick[@]}" \
    -c listen_addresses=127.0.0.1 -c port="$(cat "$folder/port")" \
    -c unix_socket_directories= -c max_connections=200
}

# The last line of `postmaster.pid` is the state that `pg_ctl --wait` waits for.
servers_ready_postgres() {
  [[ -r $1/data/postmaster.pid ]] && sed -n 8p "$1/data/postmaster.pid" | grep -q '^ready'
}

servers_utf8_locale() {
  if locale -a 2>/dev/null | grep -qix 'c.utf-\?8'; then echo C.UTF-8; else echo C; fi
}

# ------------------------------------------------------------------------------------- MariaDB --

servers_find_mariadb() {
  local program
  for program in $(servers_mysql_programs mariadbd mysqld); do
    servers_is_mariadb "$program" || continue
    servers_mariadb_program=$program
    return 0
  done
  return 1
}

servers_program_version_mariadb() {
  servers_version_of "$servers_mariadb_program" --no-defaults
}

# The server reads the file with the user and the database before it accepts connections, so that
# no client program is needed. Names are not resolved, so only 'rebis' at any address can log in
# over TCP.
servers_run_mariadb() {
  local folder=$1 user=$2
  cd "$folder" || exit 1
  export HOME=$folder
  (servers_prepare_mariadb "$folder" "$user") || exit 1
  servers_pick_port 26000 >"$folder/port" || exit 1
  servers_mysql_options "$folder"
  servers_exec TERM "$user" "$servers_mariadb_program" "${servers_options[@]}" --skip-networking=0
}

servers_prepare_mariadb() {
  local folder=$1 user=$2 program=$servers_mariadb_program
  local search=$PATH:${program%/*}:${program%/*}/../scripts
  program=$(PATH=$search command -v mariadb-install-db || PATH=$search command -v mysql_install_db)
  servers_exec TERM "$user" "$program" --no-defaults --skip-test-db --datadir="$folder/data"
}

servers_ready_mariadb() {
  servers_ready_mysql "$1"
}

# --------------------------------------------------------------------------------------- MySQL --

servers_find_mysql() {
  local program
  for program in $(servers_mysql_programs mysqld); do
    ! servers_is_mariadb "$program" || continue
    servers_is_recent_mysql "$program" || continue
    servers_mysql_program=$program
    return 0
  done
  servers_mysql_program=
  [[ -x $servers_mysql_root/usr/sbin/mysqld ]] && servers_may_enter_root
}

servers_is_recent_mysql() {
  local version
  version=$(servers_version_of "$1" --no-defaults)
  [[ $(printf '%s\n' "$servers_mysql_oldest" "$version" | sort -V | head -n 1) == \
    "$servers_mysql_oldest" ]]
}

servers_program_version_mysql() {
  if [[ -n $servers_mysql_program ]]; then
    servers_version_of "$servers_mysql_program" --no-defaults
  else
    servers_version_of chroot "$servers_mysql_root" /usr/sbin/mysqld --no-defaults
  fi
}

servers_run_mysql() {
  local folder=$1 user=$2
  cd "$folder" || exit 1
  export HOME=$folder
  if [[ -z $servers_mysql_program ]]; then
    servers_run_mysql_in_root "$folder" "$user"
  fi
  (servers_exec TERM "$user" "$servers_mysql_program" --no-defaults --initialize-insecure \
    --datadir="$folder/data") || exit 1
  servers_pick_port 26000 >"$folder/port" || exit 1
  servers_mysql_options "$folder"
  servers_exec TERM "$user" "$servers_mysql_program" "${servers_options[@]}"
}

# The mounts are in a namespace of their own, which ends with the server, however that ends: nothing
# is left mounted, and two runs do not see each other's. The folder of the data is its `/mnt`.
servers_run_mysql_in_root() {
  local folder=$1 user=$2
  servers_pick_port 26000 >"$folder/port" || exit 1
  servers_mysql_options /mnt
  servers_exec TERM "" unshare --mount --propagation private \
    bash -c "$(declare -f servers_enter_root); servers_enter_root"' "$@"' \
    bash "$servers_mysql_root" "$folder" "$(id -u "$user")" "$(id -g "$user")" \
    "${servers_options[@]}"
}

# Mounts, initialises, and becomes the server.
servers_enter_root() {
  local root=$1 folder=$2
  local -a enter=(chroot "$root" setpriv --pdeathsig TERM --reuid "$3" --regid "$4" --clear-groups)
  shift 4
  mount -t proc proc "$root/proc" || exit 1
  mount --bind "$folder" "$root/mnt" || exit 1
  enter+=(/usr/sbin/mysqld)
  "${enter[@]}" --no-defaults --initialize-insecure --datadir=/mnt/data || exit 1
  exec "${enter[@]}" "$@"
}

servers_may_enter_root() {
  [[ $(id -u) -eq 0 ]] && unshare --mount --propagation private true 2>/dev/null
}

# The line of the server, not that of a plugin.
servers_ready_mysql() {
  grep -q 'd: ready for connections' "$1.log"
}

# ------------------------------------------------------------------------------ MariaDB, MySQL --

# Prints the programs of the given names.
servers_mysql_programs() {
  local folder name
  for folder in ${PATH//:/ } /usr/sbin /usr/libexec /usr/local/mysql/bin \
    /usr/local/opt/{mariadb,mysql}/bin /opt/homebrew/opt/{mariadb,mysql}/bin; do
    for name in "$@"; do
      [[ ! -x $folder/$name ]] || echo "$folder/$name"
    done
  done
}

servers_is_mariadb() {
  "$1" --no-defaults --version 2>/dev/null | grep -qi mariadb
}

# Prints the version of a program, which is given with its first arguments.
servers_version_of() {
  "$@" --version 2>/dev/null | sed -E 's/^.* Ver ([0-9][0-9.]*).*/\1/'
}

# Puts the options of a server into `servers_options`; its folder is given as the server sees it.
servers_mysql_options() {
  servers_options=(--no-defaults --datadir="$1/data" --init-file="$1/accounts.sql"
    --pid-file="$1/pid" --socket="$1/socket" --bind-address=127.0.0.1 --port="$(cat port)"
    --skip-name-resolve --max-connections=200 --character-set-server=utf8mb4 --skip-log-bin
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-buffer-pool-size=128M
    --loose-mysqlx=0 --secure-file-priv=)
}

servers_mysql_accounts() {
  local host
  echo 'CREATE DATABASE rebis CHARACTER SET utf8mb4;'
  for host in % localhost; do
    echo "CREATE USER 'rebis'@'$host' IDENTIFIED BY '$servers_password';"
    echo "GRANT ALL PRIVILEGES ON *.* TO 'rebis'@'$host' WITH GRANT OPTION;"
  done
}

# -------------------------------------------------------------------------------- installation --

servers_install() {
  local kind
  local -a packages=()
  for kind in "$@"; do
    if [[ $kind != mysql ]]; then packages+=("$(servers_package "$kind")"); fi
  done
  if [[ ${#packages[@]} -gt 0 ]]; then
    servers_install_packages "${packages[@]}" || echo "The installation failed." >&2
  fi
  if [[ " $* " == *" mysql "* ]]; then
    servers_make_mysql_root || true
  fi
}

servers_install_packages() {
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    return 0
  fi
  echo "Installing $*"
  # A failed update is not the end: the lists that are there may do.
  apt-get update -qq || true
  (
    servers_deny_services || exit 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "$@" </dev/null
  )
}

servers_package() {
  case $1 in
    postgres) echo postgresql ;;
    mariadb) echo mariadb-server ;;
  esac
}

# Debian's packages start a system service, which nobody asked for. To be called in a subshell: the
# file that denies it is taken away when that ends.
# https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
servers_deny_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -x $policy ]]; then
    "$policy" rebis start >/dev/null 2>&1 || status=$?
    [[ $status -ne 101 ]] || return 0
  fi
  if [[ -e $policy ]]; then
    mv "$policy" "$policy.before-rebis"
    trap 'mv /usr/sbin/policy-rc.d.before-rebis /usr/sbin/policy-rc.d' EXIT
  else
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

servers_explain_missing() {
  case $1 in
    postgres)
      echo "No PostgreSQL server program of version $servers_postgres_oldest or later was found."
      echo "Install Debian's package \`postgresql\` (or that of your system: \`initdb\` and"
      echo "\`postgres\` are needed), or point REBIS_TEST_POSTGRES_URL at a server."
      ;;
    mariadb)
      echo "No MariaDB server program was found."
      echo "Install Debian's package \`mariadb-server\` (or that of your system: \`mariadbd\` is"
      echo "needed), or point REBIS_TEST_MARIADB_URL at a server."
      ;;
    mysql)
      echo "No MySQL server: $(servers_why_missing mysql)."
      echo "Install \`mysqld\` of MySQL $servers_mysql_oldest or later (MariaDB's is another one), or"
      echo "point REBIS_TEST_MYSQL_URL at a server."
      ;;
  esac >&2
}

servers_why_missing() {
  local why=
  [[ $1 != mysql ]] || why=$servers_mysql_why
  echo "${why:-no program of it was found}"
}

# ------------------------------------------------------------------------ MySQL of another Debian --

# Makes the folder, or says in `servers_mysql_why` why that cannot be.
servers_make_mysql_root() {
  local mirror log=$servers_mysql_root.log
  servers_mysql_why=$(servers_why_no_mysql_root)
  [[ -z $servers_mysql_why ]] || return 1
  echo "Installing MySQL from Debian unstable into $servers_mysql_root"
  command -v debootstrap >/dev/null || servers_install_packages debootstrap || true
  servers_mysql_why="it needs debootstrap, which could not be installed"
  command -v debootstrap >/dev/null || return 1
  servers_mysql_why="no mirror of Debian is among this machine's apt sources"
  mkdir -p "${servers_mysql_root%/*}"
  if [[ -z $(servers_debian_mirrors) ]]; then apt-get update -qq || true; fi
  for mirror in $(servers_debian_mirrors); do
    servers_mysql_why="Debian unstable's mysql-server-core could not be installed, see $log"
    # In the background, so that a signal to the script is handled at once.
    set -m
    (servers_make_mysql_root_from "$mirror") </dev/null >"$log" 2>&1 &
    servers_making_pid=$!
    set +m
    if wait "$servers_making_pid"; then servers_mysql_why=; fi
    servers_making_pid=
    [[ -n $servers_mysql_why ]] || return 0
  done
  return 1
}

# The folder gets its name when it is complete. Another run that makes it too is waited for.
servers_make_mysql_root_from() {
  local part=$servers_mysql_root.part
  exec 9>"$servers_mysql_root.lock"
  flock 9 || exit 1
  [[ ! -e $servers_mysql_root ]] || exit 0
  rm -rf --one-file-system "$part"
  unshare --mount --propagation private \
    bash -c "$(declare -f servers_fill_mysql_root); servers_fill_mysql_root"' "$@"' \
    bash "$part" "$1" || exit 1
  mv "$part" "$servers_mysql_root"
}

servers_why_no_mysql_root() {
  local none="no mysqld of MySQL $servers_mysql_oldest or later was found"
  if [[ $(id -u) -ne 0 ]]; then
    echo "$none, and only root can install one"
  elif ! grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
    echo "$none, and this system is not Debian"
  elif ! servers_may_enter_root; then
    echo "$none, and nothing may be mounted here"
  fi
}

# In a mount namespace of its own, so that nothing is left mounted. Proxies and certificates are those
# of the machine.
servers_fill_mysql_root() {
  local root=$1 mirror=$2 certificates=/etc/ssl/certs/ca-certificates.crt
  export DEBIAN_FRONTEND=noninteractive http_proxy https_proxy
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  debootstrap --variant=minbase sid "$root" "$mirror" || exit 1
  apt-config dump Acquire::http Acquire::https >"$root/etc/apt/apt.conf.d/90machine"
  if [[ -e $certificates ]]; then install -D -m 644 "$certificates" "$root$certificates"; fi
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  mountpoint -q "$root/proc" || mount -t proc proc "$root/proc" || exit 1
  chroot "$root" apt-get install -y -qq --no-install-recommends mysql-server-core || exit 1
  chroot "$root" apt-get clean
}

# Prints the addresses of the machine's own apt sources that lead to Debian's archive. Apt knows that
# after an update.
servers_debian_mirrors() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' \
    'Origin: Debian' 'Component: main' |
    awk '$2 !~ /security/ && $1 ~ /^(https?|file):/ && !seen[$1]++ { print $1 }'
}

# ------------------------------------------------------------------------------------- helpers --

servers_make_folder() {
  local folder=$servers_dir/$1 user=$2
  mkdir -m 700 "$folder"
  : >"$folder.log"
  echo "$servers_password" >"$folder/password"
  servers_mysql_accounts >"$folder/accounts.sql"
  [[ -n $user ]] || return 0
  chown -R "$user" "$folder"
  if ! (servers_exec TERM "$user" test -r "$folder/password"); then
    echo "The user $user cannot enter $folder: set TMPDIR to a folder that every user can." >&2
    return 1
  fi
}

# Prints the user to run as, or nothing when the script is not run by root: neither server wants to
# run as root.
servers_user() {
  [[ $(id -u) -eq 0 ]] || return 0
  local user=$1
  [[ $user != mariadb ]] || user=mysql
  if id -u "$user" >/dev/null 2>&1; then echo "$user"; else echo nobody; fi
}

# Becomes the given program, as the given user if one is given. Where the system can, the program
# gets the signal when its parent ends, so that even a script that is killed leaves no server.
servers_exec() {
  local signal=$1 user=$2
  shift 2
  local -a via=()
  if setpriv --help 2>/dev/null | grep -q pdeathsig; then
    via=(setpriv --pdeathsig "$signal")
    [[ -z $user ]] || via+=(--reuid "$(id -u "$user")" --regid "$(id -g "$user")" --clear-groups)
  elif [[ -n $user ]]; then
    via=(runuser -u "$user" --)
  fi
  exec ${via[@]+"${via[@]}"} "$@"
}

# Prints a port at which nobody listens, from 6000 of which the first is given. They are below the
# range from which systems take the ports of outgoing connections.
servers_pick_port() {
  local port
  for _ in {1..100}; do
    port=$(($1 + RANDOM % 6000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  echo "No free port was found from $1 on." >&2
  return 1
}

servers_explain_failure() {
  {
    echo "The private $1 server $2. The end of its log:"
    tail -n 20 "$servers_dir/$1.log" | sed 's/^/  | /'
  } >&2
}
