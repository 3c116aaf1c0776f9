<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Riothermie</name>
    <message>
        <source>{} ({} is installed)</source>
        <translation>{} ({} is geïnstalleerd)</translation>
    </message>
    <message>
        <source>Riothermie Kansen needs Python {} or newer, and this QGIS has {}: update QGIS.</source>
        <translation>Riothermie Kansen heeft Python {} of nieuwer nodig en deze QGIS heeft {}: werk QGIS bij.</translation>
    </message>
    <message>
        <source>Missing Python packages: {}. The manual, chapter Installation, tells how to get them.</source>
        <translation>Ontbrekende Python-pakketten: {}. In de handleiding, hoofdstuk Installeren, staat hoe u ze krijgt.</translation>
    </message>
    <message>
        <source>Sewer</source>
        <translation>Riool</translation>
    </message>
    <message>
        <source>sewer heat,waste water heat,heat network,aquathermal energy,energy transition</source>
        <translation>rioolwarmte,afvalwaterwarmte,warmtenet,thermische energie uit afvalwater,energietransitie</translation>
    </message>
    <message>
        <source>{} Standard value {}{}, from {} to {}. Source: {}.</source>
        <translation>{} Standaardwaarde {}{}, van {} tot {}. Bron: {}.</translation>
    </message>
    <message>
        <source>File with your own key figures (kentallen)</source>
        <translation>Bestand met eigen kentallen</translation>
    </message>
    <message>
        <source>{}: {} from the kentallen file instead of {}.</source>
        <translation>{}: {} uit het kentallenbestand in plaats van {}.</translation>
    </message>
    <message>
        <source>{}: {} instead of {}.</source>
        <translation>{}: {} in plaats van {}.</translation>
    </message>
    <message>
        <source>points</source>
        <translation>punten</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lijnen</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>geen geometrie</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; holds {found}, but {wanted} are needed here.</source>
        <translation>De laag &quot;{name}&quot; bevat {found}, maar hier zijn {wanted} nodig.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; ({crs}) cannot be transformed to RD New.</source>
        <translation>De laag &quot;{name}&quot; ({crs}) kan niet naar RD New worden omgerekend.</translation>
    </message>
    <message>
        <source>{role} = {text} has no outcome for {n} of {all} features of &quot;{name}&quot;: {error}</source>
        <translation>{role} = {text} heeft geen uitkomst voor {n} van {all} objecten van &quot;{name}&quot;: {error}</translation>
    </message>
    <message>
        <source>it has no field {}</source>
        <translation>er is geen veld {}</translation>
    </message>
    <message>
        <source>{output} cannot be written, so no output was made: {why}</source>
        <translation>{output} kan niet worden geschreven en daarom is er geen uitvoer gemaakt: {why}</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite an input ({file}): choose another file.</source>
        <translation>&quot;{output}&quot; zou een invoer overschrijven ({file}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite another output ({file}): choose another file.</source>
        <translation>&quot;{output}&quot; zou een andere uitvoer overschrijven ({file}): kies een ander bestand.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; cannot be written to {file}: choose another folder.</source>
        <translation>&quot;{output}&quot; kan niet naar {file} worden geschreven: kies een andere map.</translation>
    </message>
    <message>
        <source>{n} curved geometries of &quot;{name}&quot; were made straight.</source>
        <translation>{n} gebogen geometrieën van &quot;{name}&quot; zijn recht gemaakt.</translation>
    </message>
    <message>
        <source>{n} geometries of &quot;{name}&quot; could not be transformed to RD New.</source>
        <translation>{n} geometrieën van &quot;{name}&quot; konden niet naar RD New worden omgerekend.</translation>
    </message>
    <message>
        <source>{n} geometries of &quot;{name}&quot; have no finite coordinates.</source>
        <translation>{n} geometrieën van &quot;{name}&quot; hebben geen eindige coördinaten.</translation>
    </message>
    <message>
        <source>{n} features of &quot;{name}&quot; hold geometries of another kind and have no place.</source>
        <translation>{n} objecten van &quot;{name}&quot; hebben een ander soort geometrie en daarmee geen plaats.</translation>
    </message>
    <message>
        <source>{n} further parts of multipart features of &quot;{name}&quot; are not used.</source>
        <translation>{n} verdere delen van meerdelige objecten van &quot;{name}&quot; worden niet gebruikt.</translation>
    </message>
    <message>
        <source>Multipart lines of &quot;{name}&quot; gave {n} more lines.</source>
        <translation>Meerdelige lijnen van &quot;{name}&quot; gaven {n} extra lijnen.</translation>
    </message>
    <message>
        <source>{n} invalid polygons of &quot;{name}&quot; were repaired.</source>
        <translation>{n} ongeldige vlakken van &quot;{name}&quot; zijn gerepareerd.</translation>
    </message>
    <message>
        <source>The Python packages shapely, geopandas and scipy do not work in this QGIS ({}): install the packages of your distribution instead of those of pip.</source>
        <translation>De Python-pakketten shapely, geopandas en scipy werken niet in deze QGIS ({}): installeer de pakketten van uw distributie in plaats van die van pip.</translation>
    </message>
    <message>
        <source>TOML file with the key figures that you want to change, for instance [dwa] followed by liter_per_inwoner = 110. The standard values stand in the folder riothermie_kansen/kentallen of the plugin. A parameter above that you changed wins from this file.</source>
        <translation>TOML-bestand met de kentallen die u wilt wijzigen, bijvoorbeeld [dwa] met daaronder liter_per_inwoner = 110. De standaardwaarden staan in de map riothermie_kansen/kentallen van de plugin. Een parameter hierboven die u zelf hebt gewijzigd, gaat voor dit bestand.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; mixes kinds of geometry: add it to QGIS, which splits it by kind, and choose one.</source>
        <translation>De laag &quot;{name}&quot; bevat verschillende soorten geometrie door elkaar: voeg haar toe aan QGIS, dat haar per soort splitst, en kies er een.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; has no known coordinate reference system: set it in the properties of the layer.</source>
        <translation>De laag &quot;{name}&quot; heeft geen bekend coördinatenstelsel: stel het in bij de eigenschappen van de laag.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; (for {role}) is not a field of the layer &quot;{name}&quot;, nor a valid expression: {why}.</source>
        <translation>&quot;{text}&quot; (voor {role}) is geen veld van de laag &quot;{name}&quot; en ook geen geldige expressie: {why}.</translation>
    </message>
</context>
</TS>
