# What the scripts share; to be sourced. Sets ROOT (the repository), VENV, LATEST, PEERS and DOCS (Python environments).
#
# RT_ENVIRONMENTS  folder with these environments; default the repository
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ENVIRONMENTS=${RT_ENVIRONMENTS:-$ROOT}
VENV=$ENVIRONMENTS/.venv
LATEST=$ENVIRONMENTS/.venv-latest
PEERS=$ENVIRONMENTS/.venv-peers
DOCS=$ENVIRONMENTS/.venv-docs

# Debian's packages. QGIS itself comes from the backports: Debian 12 has 3.22, which is too old.
QGIS_MINIMUM=3.40
PACKAGES_QGIS=(qgis python3-qgis)
PACKAGES=(ca-certificates python3 python3-venv python3-numpy python3-scipy python3-pandas python3-pyproj python3-rasterio python3-fiona)
# a virtual screen for the desktop test, a browser for the web map, a database to read from and write to
PACKAGES_DEV=(git qttools5-dev-tools pyqt5-dev-tools xvfb xauth chromium postgresql-15-postgis-3)
PACKAGES_DEV_QGIS=(qgis-server-wfs qgis-server-wfs3) # a server on loopback for the tests of downloading; from the backports

# Python packages: Debian 12 has these three in versions that are too old. Their dependencies are Debian's, so that QGIS
# and they use the same libraries; shapely 2.0 is the newest whose wheel works inside QGIS 3.40 on Debian 12.
PIP=('shapely==2.0.*' 'geopandas>=1.0,<1.1' 'networkx>=3.0')
PIP_DEV=('pytest>=9,<10' 'pytest-qgis>=5,<6' 'hypothesis>=6.100,<7' 'ruff==0.17.*' 'mypy==2.4.*' 'bandit==1.9.*'
    'detect-secrets==1.5.*' 'flake8>=7,<8' 'flake8-qgis>=2.1,<3' 'playwright>=1.50,<2')
PIP_LATEST=(numpy pandas scipy shapely geopandas networkx pyproj rasterio pytest hypothesis)
PIP_DOCS=('mkdocs>=1.6,<2' 'mkdocs-material>=9.5,<10') # the site of the manual
# solvers of others to compare with; pandapipes holds pandas below 3, so not among the newest packages
PIP_PEERS=('pandapipes>=0.12,<1' 'pygfunction>=2.2,<3' 'numpy-financial>=1.0,<2' geopandas pytest hypothesis)

die() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

say() {
    echo "$*" >&2
}

# join WORD...: print words with commas between them
join() {
    printf '%s' "$1"
    shift
    [ $# = 0 ] || printf ', %s' "$@"
}

# quietly WHAT COMMAND...: run a command, show its output only when it fails
quietly() {
    local what=$1 log
    shift
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1 </dev/null; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        die "$what failed; see the lines above. Is there a network connection?"
    fi
    rm -f "$log"
}

# absent PACKAGE...: print the Debian packages that are not installed
absent() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

qgis_is_new_enough() {
    local version
    version=$(dpkg-query -W -f='${Version}' qgis 2>/dev/null) && dpkg --compare-versions "$version" ge "$QGIS_MINIMUM" &&
        [ -z "$(absent "${PACKAGES_QGIS[@]}")" ]
}

is_debian_12() {
    # shellcheck disable=SC1091
    [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ])
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

apt() {
    as_root apt-get -o DPkg::Lock::Timeout=300 "$@"
}

# offers CODENAME: print the addresses of the Debian archives in the machine's own sources with this codename
offers() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(ORIGIN)|$(CODENAME)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' |
        awk -F '|' -v codename="$1" '$1 ~ /^Debian( Backports)?$/ && $2 == codename && $3 == "main" {print $4}'
}

# Add bookworm-backports from the mirror that the machine already uses, unless one of its sources offers it.
add_backports() {
    local mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg file=/etc/apt/sources.list.d/bookworm-backports.list
    [ -z "$(offers bookworm-backports)" ] || return 0
    mirror=$(offers bookworm | head -n 1)
    [ -n "$mirror" ] || die "no source of Debian 12 (bookworm) in /etc/apt that works; is there a network connection?"
    say "Adding bookworm-backports from $mirror ..."
    [ -r "$keyring" ] && keyring="[signed-by=$keyring] " || keyring=
    echo "deb $keyring$mirror bookworm-backports main" | as_root tee "$file" >/dev/null
    if ! apt update -o Dir::Etc::sourcelist="$file" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 \
        -o APT::Update::Error-Mode=any >/dev/null 2>&1; then
        as_root rm -f "$file"
        die "$mirror has no bookworm-backports, which QGIS $QGIS_MINIMUM comes from; add a mirror that has it to /etc/apt/sources.list.d."
    fi
}

# install_system PACKAGE...: QGIS and Debian's packages, as far as they are absent
install_system() {
    local wanted=()
    mapfile -t wanted < <(absent "$@")
    qgis_is_new_enough && [ ${#wanted[@]} = 0 ] && return
    is_debian_12 || die "this installs on Debian 12 only; on another system, first install QGIS $QGIS_MINIMUM or newer and: $*."
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        die "some packages are missing, and installing them needs root: run this once as root, or install sudo."
    say "Installing QGIS and its Python packages, once; this takes some minutes ..."
    apt update >/dev/null 2>&1 || true # one broken source of another program need not matter: what is missing is noticed below
    if ! qgis_is_new_enough; then
        add_backports
        quietly "Installing QGIS" apt install -y --no-install-recommends -t bookworm-backports "${PACKAGES_QGIS[@]}"
        qgis_is_new_enough || die "the sources in /etc/apt have no QGIS $QGIS_MINIMUM or newer."
    fi
    # parts of QGIS must have its version: from the backports too
    local package parts=() others=()
    for package in "${wanted[@]}"; do
        case $package in qgis-*) parts+=("$package") ;; *) others+=("$package") ;; esac
    done
    if [ ${#parts[@]} != 0 ]; then
        add_backports
        quietly "Installing parts of QGIS" apt install -y --no-install-recommends -t bookworm-backports "${parts[@]}"
    fi
    [ ${#others[@]} = 0 ] || quietly "Installing packages" apt install -y --no-install-recommends "${others[@]}"
}

# environment FOLDER STAMP PIP_OPTIONS PACKAGE...: install Python packages in a virtual environment, once
environment() {
    local folder=$1 stamp=$1/.$2 options=$3 recipe
    shift 3
    recipe="$folder $options $*"
    [ -x "$folder/bin/python" ] && [ -r "$stamp" ] && [ "$(<"$stamp")" = "$recipe" ] && return
    say "Installing Python packages in $(basename "$folder"): $* ..."
    # shellcheck disable=SC2086
    quietly "Installing Python packages" "$folder/bin/python" -m pip install --quiet --disable-pip-version-check $options "$@"
    echo "$recipe" >"$stamp"
}

# new_environment FOLDER OPTION...: make a virtual environment, unless it is there and works here
new_environment() {
    local folder=$1
    shift
    # one that was copied or moved here calls the Python and the packages of its old place
    [ -x "$folder/bin/python" ] && grep -qsF "$folder" "$folder/bin/activate" && return
    rm -rf "$folder"
    quietly "Making $folder" /usr/bin/python3 -m venv "$@" "$folder"
}

# setup [dev] [latest] [docs]: install what is missing; instant when nothing is
setup() {
    local packages=("${PACKAGES[@]}") stamp recipe
    [[ " $* " != *" dev "* ]] || packages+=("${PACKAGES_DEV[@]}" "${PACKAGES_DEV_QGIS[@]}")
    stamp=$VENV/.system-${1:-run}
    recipe="$VENV ${packages[*]}"
    if ! { [ -r "$stamp" ] && [ "$(<"$stamp")" = "$recipe" ] && command -v qgis_process >/dev/null; }; then
        if is_debian_12 || ! other_system_will_do; then install_system "${packages[@]}"; fi
        new_environment "$VENV" --system-site-packages
        echo "$recipe" >"$stamp"
    fi
    environment "$VENV" packages --no-deps "${PIP[@]}"
    [[ " $* " != *" dev "* ]] || environment "$VENV" packages-dev "" "${PIP_DEV[@]}"
    if [[ " $* " == *" latest "* ]]; then
        [ -r "$LATEST/.packages" ] || new_environment "$LATEST"
        environment "$LATEST" packages --upgrade "${PIP_LATEST[@]}"
        [ -r "$PEERS/.packages" ] || new_environment "$PEERS"
        environment "$PEERS" packages "" "${PIP_PEERS[@]}"
    fi
    if [[ " $* " == *" docs "* ]]; then
        new_environment "$DOCS"
        environment "$DOCS" packages "" "${PIP_DOCS[@]}"
    fi
    export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
    # the pyproj of Debian does not find its data from a virtual environment
    [ ! -d /usr/share/proj ] || export PROJ_DATA=/usr/share/proj
}

# On a system other than Debian 12: is there what is needed?
other_system_will_do() {
    command -v qgis_process >/dev/null && /usr/bin/python3 -c '
import sys, venv, numpy, pandas, scipy, pyproj
from qgis.core import Qgis
sys.exit(sys.version_info < (3, 11) or Qgis.QGIS_VERSION_INT < 34000)' 2>/dev/null
}
