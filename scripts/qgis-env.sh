# Environment for qgis_process without a display, with a profile of its own and this plugin enabled; to be sourced.
#
#   . scripts/qgis-env.sh
#   qgis_process run riothermie:kansenkaart -- LEIDINGEN=leidingen.gpkg KANSENKAART=kaart.gpkg
#
# RT_HOME    folder for the profile; default .qgis-profile in the repository, which is kept
# RT_LOCALE  language of a new profile, e.g. nl
# shellcheck shell=bash

_riothermie_environment() {
    local root venv home ini name=riothermie_kansen
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || return
    venv=$root/.venv
    [ -x "$venv/bin/python" ] || { echo "qgis-env.sh: no .venv in $root; run scripts/setup first." >&2; return 1; }
    export VIRTUAL_ENV=$venv
    [[ ":$PATH:" == *":$venv/bin:"* ]] || export PATH=$venv/bin:$PATH # the Python inside QGIS is the first on PATH
    [ ! -d /usr/share/proj ] || export PROJ_DATA=/usr/share/proj

    home=${RT_HOME:-$root/.qgis-profile}
    mkdir -p "$home/run" "$home/plugins" "$home/profile/profiles/default/QGIS" || return
    home=$(cd "$home" && pwd)
    chmod 700 "$home/run"
    ln -sfn "$root" "$home/plugins/$name" # whatever the checkout is called
    ini=$home/profile/profiles/default/QGIS/QGIS3.ini
    if [ -n "${RT_LOCALE:-}" ] && ! grep -qs '^\[locale\]' "$ini"; then
        printf '[locale]\noverrideFlag=true\nuserLocale=%s\n\n' "$RT_LOCALE" >>"$ini"
    fi
    export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$home/run
    export QGIS_CUSTOM_CONFIG_PATH=$home/profile QGIS_PLUGINPATH=$home/plugins
    grep -qs "^$name=true" "$ini" && return # enabling it twice is an error
    qgis_process plugins enable "$name" >"$home/enable.log" 2>&1 || { cat "$home/enable.log" >&2; return 1; }
}

_riothermie_environment
