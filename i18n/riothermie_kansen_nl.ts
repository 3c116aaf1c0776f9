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
        <translation>Ontbrekende Python-pakketten: {}. In de handleiding, hoofdstuk Installatie, staat hoe u ze krijgt.</translation>
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
    <message>
        <source>Read sewer</source>
        <translation>Riool inlezen</translation>
    </message>
    <message>
        <source>Reads a sewer in any delivery into one table of pipes, connected at their nodes.</source>
        <translation>Leest een riool in elke levering in tot één tabel met leidingen, aan elkaar verbonden in de knopen.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Reads the sewer layers of a municipality as they are delivered, and makes one table of them that every other tool understands.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; A layer of pipes: GWSW in any spelling (GeoPackage, WFS, OGC API, shapefile), or a layer of your own with VELDEN. If there is one, also the layers of manholes and pumps. Or the folder of a GWSW-Hyd (HydX) delivery. Any known coordinate system will do.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Pipes with one schema (sizes in mm inside, levels in m NAP), nodes, and findings: everything that was repaired, assumed or left out, with the object, the place and a sentence. Nothing disappears: the log shows that pipes read = pipes written + pipes listed.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read the map.&lt;/b&gt; Colour is the kind of sewer. Look at the red diamonds first: these objects could not be used.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Leest de rioollagen van een gemeente zoals ze worden geleverd en maakt er één tabel van die elk ander gereedschap begrijpt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Een laag met leidingen: GWSW in elke schrijfwijze (GeoPackage, WFS, OGC API, shapefile), of een eigen laag met VELDEN. Als ze er zijn ook de lagen met putten en pompen. Of de map van een GWSW-Hyd-levering (HydX). Elk bekend coördinatenstelsel is goed.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Leidingen met één schema (inwendige maten in mm, hoogten in m NAP), knopen, en meldingen: alles wat is hersteld, aangenomen of weggelaten, met het object, de plaats en een zin. Er verdwijnt niets: het logboek laat zien dat gelezen leidingen = geschreven leidingen + gemelde leidingen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; De kleur is de soort riool. Kijk eerst naar de rode ruiten: die objecten konden niet worden gebruikt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>sewer,pipes,network,topology,read,import,manholes,pumps</source>
        <translation>riolering,leidingen,netwerk,topologie,lezen,importeren,putten,pompen</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebieden</translation>
    </message>
    <message>
        <source>Polygons, such as drainage areas or neighbourhoods: each pipe gets the name of the area in which its middle lies, in the field gebied.</source>
        <translation>Vlakken, zoals bemalingsgebieden of buurten: elke leiding krijgt in het veld gebied de naam van het gebied waarin het midden van de leiding ligt.</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>Leidingen</translation>
    </message>
    <message>
        <source>Lines with one schema; fields have Dutch titles with their unit.</source>
        <translation>Lijnen met één schema; de velden hebben een Nederlandse titel met de eenheid.</translation>
    </message>
    <message>
        <source>Pipes read</source>
        <translation>Gelezen leidingen</translation>
    </message>
    <message>
        <source>Pipes written</source>
        <translation>Geschreven leidingen</translation>
    </message>
    <message>
        <source>Pipes left out and listed</source>
        <translation>Weggelaten en gemelde leidingen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knopen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>Length of the pipes (m)</source>
        <translation>Lengte van de leidingen (m)</translation>
    </message>
    <message>
        <source>Sewer pipes</source>
        <translation>Rioolleidingen</translation>
    </message>
    <message>
        <source>Lines: a GWSW layer (beheer_leiding, netwerk_verbinding, default_lijn), or any other layer of pipes. The fields find themselves by their names; give other names under VELDEN. Leave empty with HydX.</source>
        <translation>Lijnen: een GWSW-laag (beheer_leiding, netwerk_verbinding, default_lijn) of een andere laag met leidingen. De velden worden herkend aan hun naam; geef andere namen op bij VELDEN. Laat leeg bij HydX.</translation>
    </message>
    <message>
        <source>Manholes</source>
        <translation>Putten</translation>
    </message>
    <message>
        <source>Points (beheer_put, netwerk_knooppunt, default_punt). Their ids connect the pipes when the pipes name them; they also tell where pumping stations, overflows and the treatment plant are.</source>
        <translation>Punten (beheer_put, netwerk_knooppunt, default_punt). Hun id verbindt de leidingen als de leidingen die noemen; ze vertellen ook waar gemalen, overstorten en de zuivering liggen.</translation>
    </message>
    <message>
        <source>Pumps and structures</source>
        <translation>Pompen en kunstwerken</translation>
    </message>
    <message>
        <source>Points, lines or a table (beheer_pomp, netwerk_kunstwerk with begin and eind): they lift the water from one node to another, and join parts of the network that gravity does not.</source>
        <translation>Punten, lijnen of een tabel (beheer_pomp, netwerk_kunstwerk met begin en eind): ze brengen het water van de ene knoop naar de andere en verbinden delen van het net die niet onder vrij verval samenhangen.</translation>
    </message>
    <message>
        <source>HydX folder (instead of layers)</source>
        <translation>HydX-map (in plaats van lagen)</translation>
    </message>
    <message>
        <source>Folder with the CSV files of a GWSW-Hyd delivery (Knooppunt.csv, Verbinding.csv, Debiet.csv ...). Then leave the layers of pipes, manholes and pumps empty.</source>
        <translation>Map met de CSV-bestanden van een GWSW-Hyd-levering (Knooppunt.csv, Verbinding.csv, Debiet.csv ...). Laat de lagen met leidingen, putten en pompen dan leeg.</translation>
    </message>
    <message>
        <source>Fields with other names</source>
        <translation>Velden met een andere naam</translation>
    </message>
    <message>
        <source>property</source>
        <translation>eigenschap</translation>
    </message>
    <message>
        <source>field or expression</source>
        <translation>veld of expressie</translation>
    </message>
    <message>
        <source>Which field or QGIS expression holds which property, for layers with names of their own; for instance breedte_mm = &quot;diameter_m&quot; * 1000. Properties of pipes: leiding_id, type, soort, functie, stelsel, vorm, breedte_mm, hoogte_mm, materiaal, bob_begin_m, bob_eind_m, knoop_begin, knoop_eind, lengte_m, jaar, woningen, dwa_lateraal_ls ... With put. or pomp. before it the property is one of the manholes or pumps, for instance put.naam or pomp.capaciteit_ls. In scripts also as one text: leiding_id=link; breedte_mm=geom1_m*1000.</source>
        <translation>Welk veld of welke QGIS-expressie welke eigenschap bevat, voor lagen met eigen namen; bijvoorbeeld breedte_mm = &quot;diameter_m&quot; * 1000. Eigenschappen van leidingen: leiding_id, type, soort, functie, stelsel, vorm, breedte_mm, hoogte_mm, materiaal, bob_begin_m, bob_eind_m, knoop_begin, knoop_eind, lengte_m, jaar, woningen, dwa_lateraal_ls ... Met put. of pomp. ervoor is het een eigenschap van de putten of de pompen, bijvoorbeeld put.naam of pomp.capaciteit_ls. In scripts ook als één tekst: leiding_id=link; breedte_mm=geom1_m*1000.</translation>
    </message>
    <message>
        <source>Tolerance of pipe ends (m)</source>
        <translation>Tolerantie van leidingeinden (m)</translation>
    </message>
    <message>
        <source>Pipe ends without a node id that lie closer together than this are one node; a pipe that ends on another one splits it.</source>
        <translation>Leidingeinden zonder knoop-id die dichter dan dit bij elkaar liggen, zijn één knoop; een leiding die op een andere eindigt, splitst die.</translation>
    </message>
    <message>
        <source>Points: manholes, pumping stations, overflows, outlets.</source>
        <translation>Punten: putten, gemalen, overstorten, uitlaten.</translation>
    </message>
    <message>
        <source>Points: what was repaired, assumed or left out. ernst is fout (left out or stuck), waarschuwing (repaired or assumed, have a look) or info; tekst says it in a sentence.</source>
        <translation>Punten: wat is hersteld, aangenomen of weggelaten. ernst is fout (weggelaten of vastgelopen), waarschuwing (hersteld of aangenomen, kijk ernaar) of info; tekst zegt het in een zin.</translation>
    </message>
    <message>
        <source>Choose sewer pipes or a HydX folder, not both: empty one of the two.</source>
        <translation>Kies rioolleidingen of een HydX-map, niet allebei: maak een van de twee leeg.</translation>
    </message>
    <message>
        <source>There is no sewer yet: choose a layer of sewer pipes or a HydX folder.</source>
        <translation>Er is nog geen riool: kies een laag met rioolleidingen of een HydX-map.</translation>
    </message>
    <message>
        <source>{parameter}: {n} features read from &quot;{name}&quot;.</source>
        <translation>{parameter}: {n} objecten gelezen uit &quot;{name}&quot;.</translation>
    </message>
    <message>
        <source>Pipes: {read} read + {parts} from multipart lines + {split} from splitting at nodes + {made} for pumps and structures = {out} written + {listed} left out and listed.</source>
        <translation>Leidingen: {read} gelezen + {parts} uit meerdelige lijnen + {split} door splitsen bij knopen + {made} voor pompen en kunstwerken = {out} geschreven + {listed} weggelaten en gemeld.</translation>
    </message>
    <message>
        <source>These counts do not add up: please report this.</source>
        <translation>Deze aantallen kloppen niet: meld dit alstublieft.</translation>
    </message>
    <message>
        <source>Findings {kind}: {n}</source>
        <translation>Meldingen {kind}: {n}</translation>
    </message>
    <message>
        <source>VELDEN names properties of {name}, but that layer was not given.</source>
        <translation>VELDEN noemt eigenschappen van {name}, maar die laag is niet opgegeven.</translation>
    </message>
    <message>
        <source>VELDEN is not a list of property and field: {value}.</source>
        <translation>VELDEN is geen lijst van eigenschap en veld: {value}.</translation>
    </message>
    <message>
        <source>The HydX folder {} does not exist.</source>
        <translation>De HydX-map {} bestaat niet.</translation>
    </message>
    <message>
        <source>The folder {folder} is not a HydX delivery: it has no {files}.</source>
        <translation>De map {folder} is geen HydX-levering: {files} ontbreekt.</translation>
    </message>
    <message>
        <source>Opportunity map of sewer heat</source>
        <translation>Kansenkaart riothermie</translation>
    </message>
    <message>
        <source>Maps for every sewer pipe how much heat it can give, and for how many homes.</source>
        <translation>Laat per rioolleiding zien hoeveel warmte ze kan leveren, en voor hoeveel woningen.</translation>
    </message>
    <message>
        <source>opportunity,potential,dry weather flow,heat pump,homes,storage</source>
        <translation>kansen,potentie,droogweerafvoer,warmtepomp,woningen,opslag</translation>
    </message>
    <message>
        <source>Opportunity map</source>
        <translation>Kansenkaart</translation>
    </message>
    <message>
        <source>Lines with flow, power, heat, homes, exchangers, class (kans) and reason (reden).</source>
        <translation>Lijnen met debiet, vermogen, warmte, woningen, wisselaars, klasse (kans) en reden.</translation>
    </message>
    <message>
        <source>Inhabitants given</source>
        <translation>Opgegeven inwoners</translation>
    </message>
    <message>
        <source>Inhabitants without a sewer nearby</source>
        <translation>Inwoners zonder riool in de buurt</translation>
    </message>
    <message>
        <source>Mean dry weather flow that enters the sewer (l/s)</source>
        <translation>Gemiddeld droogweerdebiet dat het riool in gaat (l/s)</translation>
    </message>
    <message>
        <source>Flow that reaches an outlet (l/s)</source>
        <translation>Debiet dat een afvoerpunt bereikt (l/s)</translation>
    </message>
    <message>
        <source>Flow that gathers in pieces without an outlet (l/s)</source>
        <translation>Debiet dat blijft steken in delen zonder afvoerpunt (l/s)</translation>
    </message>
    <message>
        <source>Pipes of class kansrijk</source>
        <translation>Leidingen van klasse kansrijk</translation>
    </message>
    <message>
        <source>Pipes of class mogelijk</source>
        <translation>Leidingen van klasse mogelijk</translation>
    </message>
    <message>
        <source>Pipes of class beperkt</source>
        <translation>Leidingen van klasse beperkt</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Points (or areas) with homes, for instance BAG verblijfsobjecten: each goes to the nearest pipe that carries dry weather flow, or to the one that the BGT-inlooptabel names.</source>
        <translation>Punten (of vlakken) met woningen, bijvoorbeeld BAG-verblijfsobjecten: elk gaat naar de dichtstbijzijnde leiding die droogweerafvoer voert, of naar de leiding die de BGT-inlooptabel noemt.</translation>
    </message>
    <message>
        <source>Field with inhabitants of an address</source>
        <translation>Veld met inwoners van een adres</translation>
    </message>
    <message>
        <source>Empty: a field of a known name, else the number of inhabitants per address below.</source>
        <translation>Leeg: een veld met een bekende naam, anders het aantal inwoners per adres hieronder.</translation>
    </message>
    <message>
        <source>Areas with inhabitants</source>
        <translation>Gebieden met inwoners</translation>
    </message>
    <message>
        <source>Polygons such as CBS neighbourhoods: their inhabitants are spread over the pipes inside. Used when there are no addresses.</source>
        <translation>Vlakken zoals CBS-buurten: de inwoners worden verdeeld over de leidingen die erin liggen. Wordt gebruikt als er geen adressen zijn.</translation>
    </message>
    <message>
        <source>Field with inhabitants of an area</source>
        <translation>Veld met inwoners van een gebied</translation>
    </message>
    <message>
        <source>Empty: a field of a known name, such as aantal_inwoners.</source>
        <translation>Leeg: een veld met een bekende naam, zoals aantal_inwoners.</translation>
    </message>
    <message>
        <source>Inhabitants in total (quick scan)</source>
        <translation>Totaal aantal inwoners (quickscan)</translation>
    </message>
    <message>
        <source>One number for the whole sewer, spread over its pipes by length. Used when there are neither addresses nor areas.</source>
        <translation>Eén getal voor het hele riool, naar lengte verdeeld over de leidingen. Wordt gebruikt als er geen adressen en geen gebieden zijn.</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>Bedrijven</translation>
    </message>
    <message>
        <source>Points (or areas) with companies: they come on top of the inhabitants.</source>
        <translation>Punten (of vlakken) met bedrijven: ze komen boven op de inwoners.</translation>
    </message>
    <message>
        <source>Field with the discharge of a company</source>
        <translation>Veld met de lozing van een bedrijf</translation>
    </message>
    <message>
        <source>Population equivalents (i.e.), or m3 per day or year. Empty: a field of a known name.</source>
        <translation>Inwonerequivalenten (i.e.), of m3 per dag of per jaar. Leeg: een veld met een bekende naam.</translation>
    </message>
    <message>
        <source>BGT-inlooptabel</source>
        <translation>BGT-inlooptabel</translation>
    </message>
    <message>
        <source>Table that names the pipe to which a building drains; goes before the nearest pipe.</source>
        <translation>Tabel die noemt op welke leiding een gebouw afvoert; gaat voor de dichtstbijzijnde leiding.</translation>
    </message>
    <message>
        <source>Inhabitants per address</source>
        <translation>Inwoners per adres</translation>
    </message>
    <message>
        <source>For addresses of which the number of inhabitants is unknown.</source>
        <translation>Voor adressen waarvan het aantal inwoners onbekend is.</translation>
    </message>
    <message>
        <source>Waste water per inhabitant (l/day)</source>
        <translation>Afvalwater per inwoner (l/dag)</translation>
    </message>
    <message>
        <source>Spread over the day by RIONED&apos;s curve for inhabitants.</source>
        <translation>Over de dag verdeeld met het standaardverloop voor inwoners van Stichting RIONED.</translation>
    </message>
    <message>
        <source>Extraneous water (%)</source>
        <translation>Rioolvreemd water (%)</translation>
    </message>
    <message>
        <source>Ground water and other water in dry weather, on top of the waste water.</source>
        <translation>Grondwater en ander water bij droog weer, boven op het afvalwater.</translation>
    </message>
    <message>
        <source>Greatest distance from address to sewer (m)</source>
        <translation>Grootste afstand van adres tot riool (m)</translation>
    </message>
    <message>
        <source>Addresses farther away are listed and do not count.</source>
        <translation>Adressen die verder weg liggen, worden gemeld en tellen niet mee.</translation>
    </message>
    <message>
        <source>Cooling of the waste water (K)</source>
        <translation>Afkoeling van het afvalwater (K)</translation>
    </message>
    <message>
        <source>How much the waste water may be cooled; agree it with the water authority.</source>
        <translation>Hoeveel het afvalwater mag afkoelen; stem dit af met het waterschap.</translation>
    </message>
    <message>
        <source>Temperature of the waste water in winter (°C)</source>
        <translation>Temperatuur van het afvalwater in de winter (°C)</translation>
    </message>
    <message>
        <source>Limits the cooling: the water must not become too cold for the treatment plant.</source>
        <translation>Begrenst de afkoeling: het water mag voor de zuivering niet te koud worden.</translation>
    </message>
    <message>
        <source>COP of the heat pump</source>
        <translation>COP van de warmtepomp</translation>
    </message>
    <message>
        <source>Heat delivered per unit of electricity; more than 1.</source>
        <translation>Geleverde warmte per eenheid elektriciteit; meer dan 1.</translation>
    </message>
    <message>
        <source>Heat demand of a home (GJ/year)</source>
        <translation>Warmtevraag van een woning (GJ/jaar)</translation>
    </message>
    <message>
        <source>Space heating and hot tap water together.</source>
        <translation>Ruimteverwarming en warm tapwater samen.</translation>
    </message>
    <message>
        <source>Direction of the flow</source>
        <translation>Stroomrichting</translation>
    </message>
    <message>
        <source>bob: by the invert levels; water pools and spills over the lowest way out. administratief: as the pipes are registered, from begin to end.</source>
        <translation>bob: volgens de binnenonderkanten van de buizen; water vult een laagte en loopt over bij de laagste uitweg. administratief: zoals de leidingen zijn geregistreerd, van begin naar eind.</translation>
    </message>
    <message>
        <source>Simultaneity of the demand</source>
        <translation>Gelijktijdigheid van de vraag</translation>
    </message>
    <message>
        <source>n-afhankelijk: falls with the number of homes, also right for small groups. leusden: the constants of 60 % and 8 % that hold for hundreds of homes.</source>
        <translation>n-afhankelijk: daalt met het aantal woningen en klopt ook voor kleine groepen. leusden: de constanten van 60 % en 8 %, die gelden voor honderden woningen.</translation>
    </message>
    <message>
        <source>Curved geometries of &quot;{name}&quot; made straight: {n}.</source>
        <translation>Gebogen geometrieën van &quot;{name}&quot; recht gemaakt: {n}.</translation>
    </message>
    <message>
        <source>Geometries of &quot;{name}&quot; that cannot be transformed to RD New: {n}; they have no place.</source>
        <translation>Geometrieën van &quot;{name}&quot; die niet naar RD New zijn om te rekenen: {n}; ze hebben geen plaats.</translation>
    </message>
    <message>
        <source>Geometries of &quot;{name}&quot; without finite coordinates: {n}; they have no place.</source>
        <translation>Geometrieën van &quot;{name}&quot; zonder bruikbare coördinaten: {n}; ze hebben geen plaats.</translation>
    </message>
    <message>
        <source>Features of &quot;{name}&quot; with geometries of another kind: {n}; they have no place.</source>
        <translation>Objecten van &quot;{name}&quot; met geometrie van een andere soort: {n}; ze hebben geen plaats.</translation>
    </message>
    <message>
        <source>Parts of multipart features of &quot;{name}&quot; that are not used: {n}.</source>
        <translation>Delen van samengestelde objecten van &quot;{name}&quot; die niet worden gebruikt: {n}.</translation>
    </message>
    <message>
        <source>Lines that multipart features of &quot;{name}&quot; gave on top of their number: {n}.</source>
        <translation>Extra lijnen door samengestelde lijnen in &quot;{name}&quot;: {n}.</translation>
    </message>
    <message>
        <source>Invalid polygons of &quot;{name}&quot; repaired: {n}.</source>
        <translation>Ongeldige vlakken van &quot;{name}&quot; hersteld: {n}.</translation>
    </message>
    <message>
        <source>{name} is not used: the HydX folder has it all.</source>
        <translation>{name} wordt niet gebruikt: de HydX-map bevat alles.</translation>
    </message>
    <message>
        <source>File with your own table of heat exchangers</source>
        <translation>Bestand met een eigen tabel van warmtewisselaars</translation>
    </message>
    <message>
        <source>CSV file in place of the plugin&apos;s table: copy riothermie_kansen/kentallen/wisselaars.csv from the plugin folder and change it. Each row tells where an exchanger fits, what it yields, and the source.</source>
        <translation>CSV-bestand in plaats van de tabel van de plugin: kopieer riothermie_kansen/kentallen/wisselaars.csv uit de map van de plugin en pas die aan. Elke regel zegt waar een wisselaar past, wat die opbrengt en wat de bron is.</translation>
    </message>
    <message>
        <source>{name}: {value} cannot be; give a number of at least {low}.</source>
        <translation>{name}: {value} kan niet; geef een getal van minstens {low}.</translation>
    </message>
    <message>
        <source>{name}: {value} cannot be; give a number from {low} to {high}.</source>
        <translation>{name}: {value} kan niet; geef een getal van {low} tot {high}.</translation>
    </message>
    <message>
        <source>Heat network</source>
        <translation>Warmtenet</translation>
    </message>
    <message>
        <source>Heat network along streets</source>
        <translation>Warmtenet langs straten</translation>
    </message>
    <message>
        <source>Lays the cheapest heat network along the streets from a source to buildings, sizes and prices it.</source>
        <translation>Legt het goedkoopste warmtenet langs de straten van een bron naar gebouwen, met diameters en kosten.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Lays a heat network from a source along the streets to the buildings: the cheapest one it can find, with house connections, diameters, pressures and costs, and a proof of how far it can be from the optimum.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Streets (NWB, OpenStreetMap, TOP10NL or your own), buildings with their heat demand, and at least one source. If you have them: surfaces and barriers (BGT), forbidden areas, extra traces and existing pipes. Choose a bronnet (cold, heat pump in each home), an MT network (hot) or both side by side.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The trace with diameters and the reason for each, the connections, a list of every building that is not connected with the reason, a bill of quantities whose costs add up to the total, and findings. On request a curve of costs against connections and a DXF drawing.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The wider the line, the larger the pipe; dark is transport, lighter is distribution, thin are the house connections. The log says at most how many percent the layout is above the cheapest that exists. Costs are direct costs at the price level shown, without contingency, engineering, source or heat pumps: those belong to the business case. It is a preliminary design: what else lies in the ground has not been looked at.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Legt een warmtenet van een bron langs de straten naar de gebouwen: het goedkoopste dat te vinden is, met aansluitleidingen, diameters, drukken en kosten, en een bewijs van hoe ver het van het optimum kan liggen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Straten (NWB, OpenStreetMap, TOP10NL of een eigen laag), gebouwen met hun warmtevraag en ten minste één bron. Als u ze hebt: ondergrond en barrières (BGT), verboden gebieden, extra tracés en bestaande leidingen. Kies een bronnet (koud, warmtepomp in elke woning), een MT-net (warm) of beide naast elkaar.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Het tracé met diameters en de reden van elke diameter, de aansluitingen, een lijst van elk gebouw dat niet is aangesloten met de reden, een tabel met hoeveelheden waarvan de kosten optellen tot het totaal, en meldingen. Desgewenst een kostenkromme en een DXF-tekening.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Hoe breder de lijn, hoe groter de leiding; donker is transport, lichter is distributie, dun zijn de aansluitleidingen. Het logboek zegt hoeveel procent het tracé hoogstens boven het goedkoopste ligt dat er is. De kosten zijn directe kosten op het vermelde prijspeil, zonder onvoorzien, engineering, bron of warmtepompen: die horen in de businesscase. Het is een voorontwerp: wat er verder in de grond ligt, is niet onderzocht.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>pipes,layout,route,diameter,costs,bill of quantities,Steiner tree,district heating</source>
        <translation>leidingen,tracering,route,diameter,kosten,hoeveelheden,steinerboom,stadsverwarming</translation>
    </message>
    <message>
        <source>Length of trench (m)</source>
        <translation>Lengte van de sleuf (m)</translation>
    </message>
    <message>
        <source>Costs (EUR)</source>
        <translation>Kosten (EUR)</translation>
    </message>
    <message>
        <source>Costs with low prices (EUR)</source>
        <translation>Kosten bij lage prijzen (EUR)</translation>
    </message>
    <message>
        <source>Costs with high prices (EUR)</source>
        <translation>Kosten bij hoge prijzen (EUR)</translation>
    </message>
    <message>
        <source>Buildings connected</source>
        <translation>Aangesloten gebouwen</translation>
    </message>
    <message>
        <source>Homes connected</source>
        <translation>Aangesloten woningen</translation>
    </message>
    <message>
        <source>Buildings not connected, all listed</source>
        <translation>Niet aangesloten gebouwen, allemaal vermeld</translation>
    </message>
    <message>
        <source>Design power of the sources (kW)</source>
        <translation>Ontwerpvermogen van de bronnen (kW)</translation>
    </message>
    <message>
        <source>Heat demand connected (GJ/year)</source>
        <translation>Aangesloten warmtevraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Pressure of the pump (kPa)</source>
        <translation>Pompdruk (kPa)</translation>
    </message>
    <message>
        <source>Heat loss (% of the heat that is fed in)</source>
        <translation>Warmteverlies (% van de warmte die het net in gaat)</translation>
    </message>
    <message>
        <source>At most this much above the cheapest layout (%)</source>
        <translation>Hoogstens zoveel boven het goedkoopste tracé (%)</translation>
    </message>
    <message>
        <source>Length of trench, MT network beside a bronnet (m)</source>
        <translation>Lengte van de sleuf, MT-net naast een bronnet (m)</translation>
    </message>
    <message>
        <source>Costs, MT network beside a bronnet (EUR)</source>
        <translation>Kosten, MT-net naast een bronnet (EUR)</translation>
    </message>
    <message>
        <source>{net}: {all} buildings = {connected} connected + {listed} listed with a reason.</source>
        <translation>{net}: {all} gebouwen = {connected} aangesloten + {listed} vermeld met reden.</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Straten</translation>
    </message>
    <message>
        <source>Centre lines that the pipes may follow: NWB, OpenStreetMap, TOP10NL or a layer of your own. Lines that cross on the same level are joined there.</source>
        <translation>Hartlijnen die de leidingen mogen volgen: NWB, OpenStreetMap, TOP10NL of een eigen laag. Lijnen die elkaar op hetzelfde niveau kruisen, zijn daar verbonden.</translation>
    </message>
    <message>
        <source>Buildings with heat demand</source>
        <translation>Gebouwen met warmtevraag</translation>
    </message>
    <message>
        <source>Points or polygons, one per building, with fields such as pand_id, woningen, rv_kw and tap_kw (power for space heating and tap water) or warmte_gj. What is missing is derived from what is there, and the log says how. A polygon is connected from its facade.</source>
        <translation>Punten of vlakken, één per gebouw, met velden zoals pand_id, woningen, rv_kw en tap_kw (vermogen voor ruimteverwarming en tapwater) of warmte_gj. Wat ontbreekt, wordt afgeleid uit wat er is; het logboek zegt hoe. Een vlak wordt vanaf de gevel aangesloten.</translation>
    </message>
    <message>
        <source>Heat sources</source>
        <translation>Warmtebronnen</translation>
    </message>
    <message>
        <source>Field that says which buildings must be connected</source>
        <translation>Veld dat zegt welke gebouwen verplicht zijn</translation>
    </message>
    <message>
        <source>Field with the price factor of a street</source>
        <translation>Veld met de prijsfactor van een straat</translation>
    </message>
    <message>
        <source>Number that multiplies the price per metre along that street; 1 is normal.</source>
        <translation>Getal waarmee de prijs per meter langs die straat wordt vermenigvuldigd; 1 is normaal.</translation>
    </message>
    <message>
        <source>Field with the surface of a street</source>
        <translation>Veld met de ondergrond van een straat</translation>
    </message>
    <message>
        <source>Name of a surface, such as open verharding or berm; its price factor is a key figure (kental). A factor of the street itself wins.</source>
        <translation>Naam van een ondergrond, zoals open verharding of berm; de prijsfactor ervan is een kental. Een factor van de straat zelf gaat voor.</translation>
    </message>
    <message>
        <source>Surfaces and barriers</source>
        <translation>Ondergrond en barrières</translation>
    </message>
    <message>
        <source>Polygons or lines that make digging dearer or cheaper, or that have to be crossed: BGT road surfaces, water, railways, or a layer of your own with a field factor.</source>
        <translation>Vlakken of lijnen die het graven duurder of goedkoper maken, of die gekruist moeten worden: wegdelen uit de BGT, water, spoor, of een eigen laag met een veld factor.</translation>
    </message>
    <message>
        <source>More layers with surfaces and barriers</source>
        <translation>Meer lagen met ondergrond en barrières</translation>
    </message>
    <message>
        <source>The BGT comes in a layer per kind: choose roads above, and for instance water and railways here.</source>
        <translation>De BGT heeft een laag per soort: kies hierboven de wegdelen, en hier bijvoorbeeld water en spoor.</translation>
    </message>
    <message>
        <source>Forbidden lines and areas</source>
        <translation>Verboden lijnen en gebieden</translation>
    </message>
    <message>
        <source>Where no pipe may lie: streets and house connections keep out of them.</source>
        <translation>Waar geen leiding mag liggen: het tracé en de aansluitleidingen blijven erbuiten.</translation>
    </message>
    <message>
        <source>Extra traces</source>
        <translation>Extra tracés</translation>
    </message>
    <message>
        <source>Lines drawn by hand that pipes may follow as well, for instance through a park.</source>
        <translation>Met de hand getekende lijnen die leidingen ook mogen volgen, bijvoorbeeld door een park.</translation>
    </message>
    <message>
        <source>Existing network</source>
        <translation>Bestaand net</translation>
    </message>
    <message>
        <source>Pipes that are there already, with a field dn. They cost nothing where they are large enough; replacing them costs as much as new pipe. The trace of an earlier run can be used.</source>
        <translation>Leidingen die er al liggen, met een veld dn. Waar ze groot genoeg zijn, kosten ze niets; ze vervangen kost evenveel als een nieuwe leiding. Het tracé van een eerdere berekening is bruikbaar.</translation>
    </message>
    <message>
        <source>Type of network</source>
        <translation>Soort net</translation>
    </message>
    <message>
        <source>bronnet: water of about 12 °C in bare PE pipes, with a heat pump in each home. mt: hot water of about 70 °C in insulated steel pipes. beide: both, beside each other on the map and in the table.</source>
        <translation>bronnet: water van circa 12 °C in kale PE-leidingen, met een warmtepomp in elke woning. mt: warm water van circa 70 °C in geïsoleerde stalen leidingen. beide: allebei, naast elkaar op de kaart en in de tabel.</translation>
    </message>
    <message>
        <source>Farthest street for a house connection (m)</source>
        <translation>Verste straat voor een aansluiting (m)</translation>
    </message>
    <message>
        <source>Buildings without a street within this distance are listed with that reason.</source>
        <translation>Gebouwen zonder straat binnen deze afstand worden met die reden vermeld.</translation>
    </message>
    <message>
        <source>House connections to choose from, per building</source>
        <translation>Aansluitpunten om uit te kiezen, per gebouw</translation>
    </message>
    <message>
        <source>For instance to the street in front and the one behind; chosen together with the trace.</source>
        <translation>Bijvoorbeeld aan de straat voor en de straat achter; de keuze valt samen met die van het tracé.</translation>
    </message>
    <message>
        <source>Tolerance of street ends (m)</source>
        <translation>Tolerantie van straateinden (m)</translation>
    </message>
    <message>
        <source>Street ends that lie closer together, or to another street, are joined.</source>
        <translation>Straateinden die dichter bij elkaar of bij een andere straat liggen, worden verbonden.</translation>
    </message>
    <message>
        <source>Longest gap between streets to bridge (m)</source>
        <translation>Langste gat tussen straten om te overbruggen (m)</translation>
    </message>
    <message>
        <source>Parts of the streets that are not connected are joined by a straight line of at most this length; each of them is listed. 0: none.</source>
        <translation>Losse delen van het stratennet worden verbonden met een rechte lijn van hoogstens deze lengte; elke lijn wordt vermeld. 0: geen.</translation>
    </message>
    <message>
        <source>Greatest pressure loss (Pa per m of pipe)</source>
        <translation>Grootste drukverlies (Pa per m leiding)</translation>
    </message>
    <message>
        <source>Empty or 0: the key figure (kental) of the type of network.</source>
        <translation>Leeg of 0: het kental van het soort net.</translation>
    </message>
    <message>
        <source>Greatest velocity (m/s)</source>
        <translation>Grootste snelheid (m/s)</translation>
    </message>
    <message>
        <source>Empty or 0: the limit that grows with the diameter, from the key figures.</source>
        <translation>Leeg of 0: de grens die toeneemt met de diameter, uit de kentallen.</translation>
    </message>
    <message>
        <source>Difference between supply and return (K)</source>
        <translation>Verschil tussen aanvoer en retour (K)</translation>
    </message>
    <message>
        <source>Bronnet only: of the heat that a home gets, 1 - 1/COP comes through the network.</source>
        <translation>Alleen bij een bronnet: van de warmte die een woning krijgt, komt het deel 1 - 1/COP door het net.</translation>
    </message>
    <message>
        <source>Per pipe, by the number of homes behind it. deens: 0.62 + 0.38/n. winter: Winter et al. (2001). leusden: the constants of 60 % and 8 % that hold for hundreds of homes. wortel: space heating in full. geen: everything at once. Tap water falls with the square root, except in leusden and geen. A pipe is never smaller than its largest single demand.</source>
        <translation>Per leiding, naar het aantal woningen erachter. deens: 0,62 + 0,38/n. winter: Winter e.a. (2001). leusden: de vaste 60 % en 8 % die voor honderden woningen gelden. wortel: ruimteverwarming volledig. geen: alles tegelijk. Tapwater daalt met de wortel, behalve bij leusden en geen. Een leiding is nooit kleiner dan haar grootste afzonderlijke vraag.</translation>
    </message>
    <message>
        <source>Threshold: greatest cost per home (EUR)</source>
        <translation>Drempel: hoogste kosten per woning (EUR)</translation>
    </message>
    <message>
        <source>Optional buildings whose connection, with the pipes that only they need, costs more per home are left out and listed. Empty or 0: no threshold.</source>
        <translation>Optionele gebouwen waarvan de aansluiting, met de leidingen die alleen zij nodig hebben, per woning meer kost, worden niet aangesloten en vermeld. Leeg of 0: geen drempel.</translation>
    </message>
    <message>
        <source>Threshold: greatest cost per MWh of demand per year (EUR)</source>
        <translation>Drempel: hoogste kosten per MWh warmtevraag per jaar (EUR)</translation>
    </message>
    <message>
        <source>As above, by the heat demand of the building. Empty or 0: no threshold.</source>
        <translation>Zoals hierboven, naar de warmtevraag van het gebouw. Leeg of 0: geen drempel.</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Rekenwijze</translation>
    </message>
    <message>
        <source>snel: a good layout in seconds. grondig: goes on improving it until that stops paying. auto: by the size of the network.</source>
        <translation>snel: een goed tracé in enkele seconden. grondig: verbetert het tot dat niets meer oplevert. auto: naar de grootte van het net.</translation>
    </message>
    <message>
        <source>Prove how far from the best layout</source>
        <translation>Bewijs hoe ver van het beste tracé</translation>
    </message>
    <message>
        <source>Computes a lower bound, so that the log can say: at most so many percent above the cheapest layout that exists. Switch off to save time on very large areas.</source>
        <translation>Berekent een ondergrens, zodat het logboek kan zeggen: hoogstens zoveel procent boven het goedkoopste tracé dat er is. Zet uit om bij zeer grote gebieden tijd te sparen.</translation>
    </message>
    <message>
        <source>File with your own table of pipes</source>
        <translation>Bestand met een eigen leidingtabel</translation>
    </message>
    <message>
        <source>CSV file in place of the plugin&apos;s tables of pipes: copy leidingen_pe.csv or leidingen_staal.csv from the folder riothermie_kansen/kentallen of the plugin and change sizes and prices.</source>
        <translation>CSV-bestand in plaats van de leidingtabellen van de plugin: kopieer leidingen_pe.csv of leidingen_staal.csv uit de map riothermie_kansen/kentallen van de plugin en pas maten en prijzen aan.</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Tracé</translation>
    </message>
    <message>
        <source>Lines from the source outwards, with role, homes, power, flow, diameter and the reason for it, velocity, pressure, surface and costs.</source>
        <translation>Lijnen vanaf de bron, met rol, woningen, vermogen, debiet, diameter en de reden daarvan, snelheid, druk, ondergrond en kosten.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Aansluitingen</translation>
    </message>
    <message>
        <source>Points: the connected buildings, with power, distance to source and costs.</source>
        <translation>Punten: de aangesloten gebouwen, met vermogen, afstand tot de bron en kosten.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Niet aangesloten</translation>
    </message>
    <message>
        <source>Points: every building without a connection, with the reason in words.</source>
        <translation>Punten: elk gebouw zonder aansluiting, met de reden in woorden.</translation>
    </message>
    <message>
        <source>Bill of quantities</source>
        <translation>Hoeveelheden</translation>
    </message>
    <message>
        <source>Table: metres of trench per role, diameter and surface, crossings and connection sets, with price, source of the price and costs. The costs add up to the total.</source>
        <translation>Tabel: meters sleuf per rol, diameter en ondergrond, kruisingen en aansluitsets, met prijs, bron van de prijs en kosten. De kosten tellen op tot het totaal.</translation>
    </message>
    <message>
        <source>Curve of costs</source>
        <translation>Kostenkromme</translation>
    </message>
    <message>
        <source>Table: what the network costs per home when more and more buildings are connected.</source>
        <translation>Tabel: wat het net per woning kost als er steeds meer gebouwen op aangesloten zijn.</translation>
    </message>
    <message>
        <source>Drawing (DXF)</source>
        <translation>Tekening (DXF)</translation>
    </message>
    <message>
        <source>Drawing for CAD in RD coordinates (m), with a layer per role and diameter.</source>
        <translation>Tekening voor CAD in RD-coördinaten (m), met een laag per rol en diameter.</translation>
    </message>
    <message>
        <source>The layer &quot;{name}&quot; ({title}) is empty: choose another one.</source>
        <translation>De laag &quot;{name}&quot; ({title}) is leeg: kies een andere.</translation>
    </message>
    <message>
        <source>verplicht (or ja, 1): always connected; optioneel (or nee, 0, empty): only if that stays below the threshold; verboden (or -1): never. No field: all buildings are optional. Without a threshold all optional buildings are connected.</source>
        <translation>verplicht (of ja, 1): altijd aangesloten; optioneel (of nee, 0, leeg): alleen als dat onder de drempel blijft; verboden (of -1): nooit. Zonder veld zijn alle gebouwen optioneel. Zonder drempel worden alle optionele gebouwen aangesloten.</translation>
    </message>
    <message>
        <source>A table of pipes holds for one type of network: choose bronnet or mt, or leave it empty.</source>
        <translation>Een leidingtabel geldt voor één soort net: kies bronnet of mt, of laat hem leeg.</translation>
    </message>
    <message>
        <source>One or more points where the heat comes from, with fields bron_id and vermogen_kw if there is a limit to their power. Scripts may also give lines or areas: of these the middle counts.</source>
        <translation>Een of meer punten waar de warmte vandaan komt, met de velden bron_id en vermogen_kw als hun vermogen begrensd is. Scripts mogen ook lijnen of vlakken geven: daarvan telt het midden.</translation>
    </message>
    <message>
        <source>{net}: the pipes cost at most {gap} % above the optimum (proved).</source>
        <translation>{net}: de leidingen kosten hoogstens {gap} % boven het optimum (bewezen).</translation>
    </message>
    <message>
        <source>Costs with low prices, MT network beside a bronnet (EUR)</source>
        <translation>Kosten bij lage prijzen, MT-net naast een bronnet (EUR)</translation>
    </message>
    <message>
        <source>Costs with high prices, MT network beside a bronnet (EUR)</source>
        <translation>Kosten bij hoge prijzen, MT-net naast een bronnet (EUR)</translation>
    </message>
    <message>
        <source>Buildings connected, MT network beside a bronnet</source>
        <translation>Aangesloten panden, MT-net naast een bronnet</translation>
    </message>
    <message>
        <source>Homes connected, MT network beside a bronnet</source>
        <translation>Aangesloten woningen, MT-net naast een bronnet</translation>
    </message>
    <message>
        <source>Design power of the sources, MT network beside a bronnet (kW)</source>
        <translation>Ontwerpvermogen van de bronnen, MT-net naast een bronnet (kW)</translation>
    </message>
    <message>
        <source>Pressure of the pump, MT network beside a bronnet (kPa)</source>
        <translation>Pompdruk, MT-net naast een bronnet (kPa)</translation>
    </message>
    <message>
        <source>Heat loss, MT network beside a bronnet (%)</source>
        <translation>Warmteverlies, MT-net naast een bronnet (%)</translation>
    </message>
    <message>
        <source>At most this much above the cheapest layout, MT network (%)</source>
        <translation>Hoogstens zoveel boven het goedkoopste tracé, MT-net (%)</translation>
    </message>
    <message>
        <source>Flow measurement in the sewer</source>
        <translation>Debietmeting in het riool</translation>
    </message>
    <message>
        <source>Tells from a measured flow how much heat the sewer gives, directly and with storage.</source>
        <translation>Berekent uit een gemeten debiet hoeveel warmte het riool geeft, direct en met opslag.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Tells from weeks of measured flow what the sewer really gives: the mean dry day and its lowest hour, the duration curve, power, heat and homes, delivered directly and with heat storage (WKO).&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The measurement: a text file, a workbook or a table with time and flow, with temperature if it was measured. And rain: a file of the KNMI as delivered, or a column. Nothing has to be prepared: gaps, double rows, changes of the clock, zeros and stuck values of the sensor are recognised and listed. With the place of the measurement you also get a point for the opportunity map.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A report with plots in one HTML file, tables with the day profile, the duration curve, all outcomes, the days and the seasons, findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Without storage the lowest hour of the dry day counts, because the demand is highest in the morning; with storage the flow that is there most of the time. Heat by the rule of thumb (full load hours) stands beside the heat added up from the series: where they differ, the series tells what this sewer does. A few weeks are not a year: ground water, holidays and seasons change the flow. Long stretches without flow point to a pump; then first look at its regime.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Berekent uit een debietmeting van enkele weken wat het riool werkelijk geeft: de gemiddelde droge dag en het laagste uur daarvan, de duurkromme, en vermogen, warmte en woningen bij directe levering en met warmteopslag (WKO).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De meting: een tekstbestand, een werkmap of een tabel met tijd en debiet, en de temperatuur als die is gemeten. En de neerslag: een bestand van het KNMI zoals geleverd, of een kolom. U hoeft niets voor te bereiden: gaten, dubbele rijen, de overgang naar zomer- en wintertijd, nullen en vastgelopen waarden van de sensor worden herkend en opgesomd. Met de plaats van de meting krijgt u ook een punt voor de kansenkaart.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een rapport met grafieken in één HTML-bestand, tabellen met het dagprofiel, de duurkromme, alle uitkomsten, de dagen en de seizoenen, meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Zonder opslag telt het laagste uur van de droge dag, want de vraag is 's ochtends het hoogst; met opslag telt het debiet dat er het grootste deel van de tijd is. De warmte volgens de vuistregel (vollasturen) staat naast de warmte die uit de meetreeks is opgeteld: verschillen ze, dan zegt de reeks wat dit riool doet. Een paar weken is geen jaar: grondwater, vakanties en seizoenen veranderen de afvoer. Lange perioden zonder afvoer wijzen op een pomp; kijk dan eerst naar het pompregime.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>flow,measurement,logger,dry weather flow,duration curve,rain,profile,storage</source>
        <translation>afvoer,logger,sensor,droogweerafvoer,droge dagen,neerslag,regen,opslag</translation>
    </message>
    <message>
        <source>Lowest hour of the mean dry day (m3/h)</source>
        <translation>Laagste uur van de gemiddelde droge dag (m3/h)</translation>
    </message>
    <message>
        <source>Design flow with storage (m3/h)</source>
        <translation>Ontwerpdebiet met WKO (m3/h)</translation>
    </message>
    <message>
        <source>Power without storage, source (kW)</source>
        <translation>Vermogen zonder WKO, bronzijde (kW)</translation>
    </message>
    <message>
        <source>Power without storage, buildings (kW)</source>
        <translation>Vermogen zonder WKO, gebouwzijde (kW)</translation>
    </message>
    <message>
        <source>Power with storage, source (kW)</source>
        <translation>Vermogen met WKO, bronzijde (kW)</translation>
    </message>
    <message>
        <source>Power with storage, buildings (kW)</source>
        <translation>Vermogen met WKO, gebouwzijde (kW)</translation>
    </message>
    <message>
        <source>Heat with storage, rule of thumb (GJ/year)</source>
        <translation>Warmte met WKO, vuistregel (GJ/jaar)</translation>
    </message>
    <message>
        <source>Heat with storage, added up from the series (GJ/year)</source>
        <translation>Warmte met WKO, opgeteld uit de meetreeks (GJ/jaar)</translation>
    </message>
    <message>
        <source>Homes without storage</source>
        <translation>Woningen zonder WKO</translation>
    </message>
    <message>
        <source>Homes with storage</source>
        <translation>Woningen met WKO</translation>
    </message>
    <message>
        <source>Dry days</source>
        <translation>Droge dagen</translation>
    </message>
    <message>
        <source>Mean dry weather flow (m3/h)</source>
        <translation>Gemiddelde droogweerafvoer (m3/h)</translation>
    </message>
    <message>
        <source>Volume of a dry day (m3)</source>
        <translation>Volume van een droge dag (m3)</translation>
    </message>
    <message>
        <source>Extraneous water, estimate (m3/h)</source>
        <translation>Rioolvreemd water, schatting (m3/h)</translation>
    </message>
    <message>
        <source>Long stretches without flow (1: yes, 0: no)</source>
        <translation>Lange perioden zonder afvoer (1: ja, 0: nee)</translation>
    </message>
    <message>
        <source>Lowest temperature of the waste water (°C)</source>
        <translation>Laagste temperatuur van het afvalwater (°C)</translation>
    </message>
    <message>
        <source>Availability of the economic flow (0-1)</source>
        <translation>Beschikbaarheid van het economische debiet (0-1)</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Gelezen rijen</translation>
    </message>
    <message>
        <source>There is no measurement yet: choose a file or a table with time and flow.</source>
        <translation>Er is nog geen meting: kies een bestand of een tabel met tijd en debiet.</translation>
    </message>
    <message>
        <source>{title}: {value} is not a date; write it as 2023-01-31.</source>
        <translation>{title}: {value} is geen datum; schrijf die als 2023-01-31.</translation>
    </message>
    <message>
        <source>The report cannot be written to {file}: choose another place.</source>
        <translation>Het rapport kan niet worden geschreven naar {file}: kies een andere plaats.</translation>
    </message>
    <message>
        <source>Flow measurement</source>
        <translation>Debietmeting</translation>
    </message>
    <message>
        <source>Text file (CSV), workbook (xlsx, ods, xls) or table with time and flow, and if measured level, temperature and rain. Columns, units, date notation and lines above the header are recognised; any step will do. Choose a sheet of a workbook with book.xlsx|layername=sheet.</source>
        <translation>Tekstbestand (CSV), werkmap (xlsx, ods, xls) of tabel met tijd en debiet, en indien gemeten niveau, temperatuur en neerslag. Kolommen, eenheden, datumnotatie en regels boven de kop worden herkend; elke tijdstap is goed. Een werkblad kiest u met map.xlsx|layername=blad.</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Neerslag</translation>
    </message>
    <message>
        <source>Unit of the flow</source>
        <translation>Eenheid van het debiet</translation>
    </message>
    <message>
        <source>herkennen: from the name of the column; the log tells which one it is.</source>
        <translation>herkennen: uit de naam van de kolom; het logboek zegt welke het is.</translation>
    </message>
    <message>
        <source>Clock of the measurement</source>
        <translation>Klok van de meting</translation>
    </message>
    <message>
        <source>lokaal: Dutch clock with summer time. wintertijd: UTC + 1 all year, as many loggers do. utc: universal time. herkennen: from the hour that is missing in March and double in October.</source>
        <translation>lokaal: Nederlandse klok met zomertijd. wintertijd: het hele jaar UTC + 1, zoals veel loggers doen. utc: wereldtijd. herkennen: uit het uur dat in maart ontbreekt en in oktober dubbel is.</translation>
    </message>
    <message>
        <source>Date of day 0</source>
        <translation>Datum van dag 0</translation>
    </message>
    <message>
        <source>Only for a measurement whose time counts days from a start (0.5 is noon): the date of day 0.</source>
        <translation>Alleen voor een meting waarvan de tijd in dagen vanaf een begin is geteld (0,5 is 12 uur): de datum van dag 0.</translation>
    </message>
    <message>
        <source>Column with the time</source>
        <translation>Kolom met de tijd</translation>
    </message>
    <message>
        <source>Column with the flow</source>
        <translation>Kolom met het debiet</translation>
    </message>
    <message>
        <source>Column with the level</source>
        <translation>Kolom met het niveau</translation>
    </message>
    <message>
        <source>Column with the temperature of the waste water</source>
        <translation>Kolom met de temperatuur van het afvalwater</translation>
    </message>
    <message>
        <source>Column with the rain</source>
        <translation>Kolom met de neerslag</translation>
    </message>
    <message>
        <source>Name of the column in the measurement. Empty: recognised by its name.</source>
        <translation>Naam van de kolom in de meting. Leeg: herkend aan de naam.</translation>
    </message>
    <message>
        <source>KNMI station</source>
        <translation>KNMI-station</translation>
    </message>
    <message>
        <source>Number of the station, for a KNMI file with more than one.</source>
        <translation>Nummer van het station, voor een KNMI-bestand met meer dan één station.</translation>
    </message>
    <message>
        <source>Agree it with the water authority; 2 K and 3 K are always shown beside it.</source>
        <translation>Stem die af met het waterschap; 2 K en 3 K staan er altijd naast.</translation>
    </message>
    <message>
        <source>Availability of the flow with storage (0-1)</source>
        <translation>Beschikbaarheid van het debiet met WKO (0-1)</translation>
    </message>
    <message>
        <source>Share of the time that the design flow with heat storage (WKO) is exceeded.</source>
        <translation>Deel van de tijd dat het ontwerpdebiet met warmteopslag (WKO) wordt overschreden.</translation>
    </message>
    <message>
        <source>Full load hours with storage (h/year)</source>
        <translation>Vollasturen met WKO (h/jaar)</translation>
    </message>
    <message>
        <source>For the rule of thumb; the heat added up from the series stands beside it.</source>
        <translation>Voor de vuistregel; de warmte die uit de meetreeks is opgeteld staat ernaast.</translation>
    </message>
    <message>
        <source>Rain on a dry day, at most (mm)</source>
        <translation>Neerslag op een droge dag, hoogstens (mm)</translation>
    </message>
    <message>
        <source>A day with more rain or melting snow is not dry.</source>
        <translation>Een dag met meer neerslag of smeltende sneeuw is niet droog.</translation>
    </message>
    <message>
        <source>Days after rain that are not dry</source>
        <translation>Dagen na neerslag die niet droog zijn</translation>
    </message>
    <message>
        <source>The sewer is still emptying then.</source>
        <translation>Het riool loopt dan nog leeg.</translation>
    </message>
    <message>
        <source>Where was measured</source>
        <translation>Plaats van de meting</translation>
    </message>
    <message>
        <source>Gives a measuring point, with which the opportunity map (kansenkaart) is calibrated. In scripts x,y [EPSG:28992]; without a reference system RD New.</source>
        <translation>Geeft een meetpunt, waarmee de kansenkaart wordt geijkt. In scripts x,y [EPSG:28992]; zonder coördinatenstelsel RD New.</translation>
    </message>
    <message>
        <source>Name of the measurement</source>
        <translation>Naam van de meting</translation>
    </message>
    <message>
        <source>Hours of the duration curve</source>
        <translation>Uren van de duurkromme</translation>
    </message>
    <message>
        <source>alle: all measured hours, rain included, as Leusden did. droog: dry days only, which is safer. The table and the report show both.</source>
        <translation>alle: alle gemeten uren, ook met neerslag, zoals Leusden deed. droog: alleen droge dagen, dat is veiliger. De tabel en het rapport tonen beide.</translation>
    </message>
    <message>
        <source>Share of the inflow of the treatment plant (%)</source>
        <translation>Aandeel in de aanvoer van de rwzi (%)</translation>
    </message>
    <message>
        <source>How much colder the treatment plant gets follows from this. Empty: unknown.</source>
        <translation>Hieruit volgt hoeveel kouder het water bij de rwzi wordt. Leeg: onbekend.</translation>
    </message>
    <message>
        <source>Homes in the season balance</source>
        <translation>Woningen in de seizoensbalans</translation>
    </message>
    <message>
        <source>Empty: as many as the source with storage (WKO) can heat.</source>
        <translation>Leeg: zoveel als de bron met WKO kan verwarmen.</translation>
    </message>
    <message>
        <source>Cooling demand (GJ/year)</source>
        <translation>Koudevraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>One file with figures and plots that opens in any browser, also without network.</source>
        <translation>Eén bestand met getallen en grafieken dat in elke browser opent, ook zonder netwerk.</translation>
    </message>
    <message>
        <source>Day profile</source>
        <translation>Dagprofiel</translation>
    </message>
    <message>
        <source>Table: mean dry day per hour with its spread, and working days and weekends.</source>
        <translation>Tabel: gemiddelde droge dag per uur met de spreiding, en werkdagen en weekenden.</translation>
    </message>
    <message>
        <source>Duration curve</source>
        <translation>Duurkromme</translation>
    </message>
    <message>
        <source>Table: flow, power and heat per percent of the time, with the chosen point marked.</source>
        <translation>Tabel: debiet, vermogen en warmte per procent van de tijd, met het gekozen punt gemerkt.</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Uitkomsten</translation>
    </message>
    <message>
        <source>Table: every number, at the chosen cooling and at 2 K and 3 K.</source>
        <translation>Tabel: elk getal, bij de gekozen afkoeling en bij 2 K en 3 K.</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dagen</translation>
    </message>
    <message>
        <source>Table: every date with rain, volume and lowest hour, dry or not, and why.</source>
        <translation>Tabel: elke datum met neerslag, volume en laagste uur, droog of niet, en waarom.</translation>
    </message>
    <message>
        <source>Season balance</source>
        <translation>Seizoensbalans</translation>
    </message>
    <message>
        <source>Table: supply, demand, storage and shortage per month.</source>
        <translation>Tabel: aanbod, vraag, opslag en tekort per maand.</translation>
    </message>
    <message>
        <source>Measuring point</source>
        <translation>Meetpunt</translation>
    </message>
    <message>
        <source>Point with mean, lowest and highest hour, for the opportunity map (kansenkaart).</source>
        <translation>Punt met gemiddeld, laagste en hoogste uur, voor de kansenkaart.</translation>
    </message>
    <message>
        <source>Table: what was repaired, assumed or left out. ernst is fout (left out), waarschuwing (repaired or assumed, have a look) or info; tekst says it in a sentence.</source>
        <translation>Tabel: wat is hersteld, aangenomen of weggelaten. ernst is fout (weggelaten), waarschuwing (hersteld of aangenomen, kijk ernaar) of info; tekst zegt het in een zin.</translation>
    </message>
    <message>
        <source>{file} cannot be read as a workbook: save it again as .xlsx or as CSV.</source>
        <translation>{file} kan niet als werkmap worden gelezen: sla het opnieuw op als .xlsx of als CSV.</translation>
    </message>
    <message>
        <source>{file} has no sheet &quot;{sheet}&quot;; it has: {names}.</source>
        <translation>{file} heeft geen werkblad &quot;{sheet}&quot;; wel: {names}.</translation>
    </message>
    <message>
        <source>The file {file} is empty.</source>
        <translation>Het bestand {file} is leeg.</translation>
    </message>
    <message>
        <source>{file} is not a text file: choose a CSV file, a workbook or a layer.</source>
        <translation>{file} is geen tekstbestand: kies een CSV-bestand, een werkmap of een laag.</translation>
    </message>
    <message>
        <source>{file} is not a table: choose a text file (CSV, KNMI), a workbook or a layer.</source>
        <translation>{file} is geen tabel: kies een tekstbestand (CSV, KNMI), een werkmap of een laag.</translation>
    </message>
    <message>
        <source>{file}: sheet &quot;{sheet}&quot;.</source>
        <translation>{file}: werkblad &quot;{sheet}&quot;.</translation>
    </message>
    <message>
        <source>The file {file} does not exist.</source>
        <translation>Het bestand {file} bestaat niet.</translation>
    </message>
    <message>
        <source>{file} is a folder: choose a file.</source>
        <translation>{file} is een map: kies een bestand.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read.</source>
        <translation>Het bestand {file} kan niet worden gelezen.</translation>
    </message>
    <message>
        <source>{title}: {value} is not a layer, nor a file that exists.</source>
        <translation>{title}: {value} is geen laag, en ook geen bestand dat bestaat.</translation>
    </message>
    <message>
        <source>Stands in the report and on the measuring point. Empty: the name of the file.</source>
        <translation>Staat in het rapport en bij het meetpunt. Leeg: de naam van het bestand.</translation>
    </message>
    <message>
        <source>Measurements used</source>
        <translation>Gebruikte metingen</translation>
    </message>
    <message>
        <source>Measured over estimated flow, of the water that passes a measurement</source>
        <translation>Gemeten gedeeld door geraamd debiet, van het water dat langs een meting komt</translation>
    </message>
    <message>
        <source>Measurements of the flow</source>
        <translation>Debietmetingen</translation>
    </message>
    <message>
        <source>Points with the mean dry weather flow that was measured there, and if known the lowest and highest hour: the output of debietmeting, or a layer of your own with fields such as naam, dwa_gem_ls and dwa_min_ls (or debiet_gem_m3h ...; the unit stands in the name). A field leiding_id names the pipe, else it is the nearest one with flow. The flow is corrected from where the water enters to where it leaves; dwa_status and meetfactor tell what each pipe rests on.</source>
        <translation>Punten met de gemiddelde droogweerafvoer die daar is gemeten, en als dat bekend is het laagste en hoogste uur: de uitvoer van debietmeting, of een eigen laag met velden als naam, dwa_gem_ls en dwa_min_ls (of debiet_gem_m3h ...; de eenheid staat in de naam). Een veld leiding_id noemt de leiding, anders is het de dichtstbijzijnde met debiet. Het debiet wordt gecorrigeerd van waar het water binnenkomt tot waar het weggaat; dwa_status en meetfactor zeggen waar elke leiding op rust.</translation>
    </message>
    <message>
        <source>Field with the measured mean flow</source>
        <translation>Veld met het gemeten gemiddelde debiet</translation>
    </message>
    <message>
        <source>Empty: a field of a known name. The unit is the one at the end of its name (ls, m3h, m3d), else l/s.</source>
        <translation>Leeg: een veld met een bekende naam. De eenheid is die aan het eind van de naam (ls, m3h, m3d), anders l/s.</translation>
    </message>
    <message>
        <source>Field with the measured flow in the lowest hour</source>
        <translation>Veld met het gemeten debiet in het laagste uur</translation>
    </message>
    <message>
        <source>Empty: a field of a known name, if there is one. Without it a measurement corrects the mean, and the lowest hour in proportion.</source>
        <translation>Leeg: een veld met een bekende naam, als dat er is. Zonder dit veld corrigeert een meting het gemiddelde, en het laagste uur naar verhouding.</translation>
    </message>
    <message>
        <source>Greatest distance from measurement to sewer (m)</source>
        <translation>Grootste afstand van meting tot riool (m)</translation>
    </message>
    <message>
        <source>Measurements farther from any pipe with flow are listed and do not count.</source>
        <translation>Metingen die verder van elke leiding met debiet liggen, staan in de meldingen en tellen niet mee.</translation>
    </message>
    <message>
        <source>Season balance of sewer heat</source>
        <translation>Seizoensbalans van rioolwarmte</translation>
    </message>
    <message>
        <source>Sets the heat of the sewer against the demand through the year: is a heat storage (WKO) needed, and how large?</source>
        <translation>Zet de warmte van het riool tegenover de vraag door het jaar: is een WKO nodig, en hoe groot?</translation>
    </message>
    <message>
        <source>&lt;p&gt;Sets what the sewer gives against what homes ask, hour by hour through the year: how much is delivered directly, how much goes through a storage in the ground (WKO), what that must hold, and whether the year closes.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The opportunity map. Select the pipes of a plan and tick &apos;Selected features only&apos; to get their balance together; without a selection that of the whole map. Say how many homes hang on the selection, or leave it empty for the number of the rule of thumb. With a file of hourly or daily weather of the KNMI the days of a real year count, cold spells included; without it the normals of De Bilt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The pipes with their own season, a table per month and a report with a plot for the selection, findings, and numbers for scripts. All heat is at the side of the source: the heat pump adds its electricity.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Field seizoen: direct (at every hour enough), dagbuffer (every day enough: a buffer of some hours will do), wko (too little in the winter, enough over the year), tekort (too little, also with a WKO), geen (no homes or no water). Each pipe counts as if it were the only source: do not add pipes up. In the selection the same water counts once: of pipes after each other the last one counts. Heat from cooling goes into the warm well first; the sewer charges what is lacking.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Zet wat het riool geeft tegenover wat woningen vragen, uur na uur door het jaar: hoeveel er direct wordt geleverd, hoeveel er via opslag in de bodem (WKO) gaat, wat die moet bevatten en of het jaar sluit.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De kansenkaart. Selecteer de leidingen van een plan en vink 'Alleen geselecteerde objecten' aan voor hun balans samen; zonder selectie krijgt u die van de hele kaart. Geef op hoeveel woningen aan de selectie hangen, of laat het leeg voor het aantal van de vuistregel. Met een bestand met uur- of dagwaarden van het KNMI tellen de dagen van een echt jaar, ook de koudeperioden; zonder bestand de normalen van De Bilt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De leidingen met hun eigen seizoen, voor de selectie een tabel per maand en een rapport met een grafiek, meldingen, en getallen voor scripts. Alle warmte is die aan de bronzijde: de warmtepomp voegt zijn elektriciteit toe.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Veld seizoen: direct (elk uur genoeg), dagbuffer (elke dag genoeg: een buffer van enkele uren volstaat), wko ('s winters te weinig, over het jaar genoeg), tekort (te weinig, ook met WKO), geen (geen woningen of geen water). Elke leiding telt alsof die de enige bron is: tel leidingen niet op. In de selectie telt hetzelfde water één keer: van leidingen achter elkaar telt de laatste. Warmte uit koeling gaat het eerst in de warme bron; het riool laadt wat er ontbreekt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>season,storage,balance,degree days,year,winter,regeneration,cooling</source>
        <translation>seizoen,opslag,balans,graaddagen,jaar,winter,regeneratie,koeling</translation>
    </message>
    <message>
        <source>What the selection can give, source side (GJ/year)</source>
        <translation>Wat de selectie kan geven, bronzijde (GJ/jaar)</translation>
    </message>
    <message>
        <source>Demand of the selection, source side (GJ/year)</source>
        <translation>Vraag van de selectie, bronzijde (GJ/jaar)</translation>
    </message>
    <message>
        <source>Delivered directly (GJ/year)</source>
        <translation>Direct geleverd (GJ/jaar)</translation>
    </message>
    <message>
        <source>Delivered from the storage (GJ/year)</source>
        <translation>Uit de opslag geleverd (GJ/jaar)</translation>
    </message>
    <message>
        <source>Not delivered (GJ/year)</source>
        <translation>Niet geleverd (GJ/jaar)</translation>
    </message>
    <message>
        <source>What the storage must hold (GJ)</source>
        <translation>Wat de opslag moet bevatten (GJ)</translation>
    </message>
    <message>
        <source>What the storage must hold, as groundwater (m3)</source>
        <translation>Wat de opslag moet bevatten, als grondwater (m3)</translation>
    </message>
    <message>
        <source>Heat from cooling into the storage (GJ/year)</source>
        <translation>Warmte uit koeling in de opslag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Heat from the sewer into the storage (GJ/year)</source>
        <translation>Warmte uit het riool in de opslag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Mean flow of the selection, the same water counted once (l/s)</source>
        <translation>Gemiddeld debiet van de selectie, hetzelfde water één keer geteld (l/s)</translation>
    </message>
    <message>
        <source>Homes of the selection</source>
        <translation>Woningen van de selectie</translation>
    </message>
    <message>
        <source>A seasonal storage is needed (1: yes, 0: no)</source>
        <translation>Een seizoensopslag is nodig (1: ja, 0: nee)</translation>
    </message>
    <message>
        <source>The year closes (1: yes, 0: no)</source>
        <translation>Het jaar sluit (1: ja, 0: nee)</translation>
    </message>
    <message>
        <source>Pipes in the selection</source>
        <translation>Leidingen in de selectie</translation>
    </message>
    <message>
        <source>Output of the algorithm kansenkaart. With &apos;Selected features only&apos; the selected pipes are balanced together; the rest of the layer still tells which pipe drains to which.</source>
        <translation>Uitvoer van het algoritme kansenkaart. Met 'Alleen geselecteerde objecten' krijgen de geselecteerde leidingen samen één balans; de rest van de laag vertelt dan nog welke leiding op welke afvoert.</translation>
    </message>
    <message>
        <source>How many homes the selected pipes heat together. Empty: what their flow can heat with storage by the rule of thumb.</source>
        <translation>Hoeveel woningen de geselecteerde leidingen samen verwarmen. Leeg: wat hun debiet volgens de vuistregel met WKO kan verwarmen.</translation>
    </message>
    <message>
        <source>Field with the homes of a pipe</source>
        <translation>Veld met de woningen van een leiding</translation>
    </message>
    <message>
        <source>For the season of each pipe by itself. Empty: woningen_wko.</source>
        <translation>Voor het seizoen van elke leiding apart. Leeg: woningen_wko.</translation>
    </message>
    <message>
        <source>Share of tap water in the heat demand (0-1)</source>
        <translation>Aandeel tapwater in de warmtevraag (0-1)</translation>
    </message>
    <message>
        <source>Tap water is the same all year; the rest follows the degree days.</source>
        <translation>Tapwater is het hele jaar gelijk; de rest volgt de graaddagen.</translation>
    </message>
    <message>
        <source>Cooling demand of a home (GJ/year)</source>
        <translation>Koudevraag van een woning (GJ/jaar)</translation>
    </message>
    <message>
        <source>Its heat goes into the warm well (regeneration).</source>
        <translation>De warmte daarvan gaat in de warme bron (regeneratie).</translation>
    </message>
    <message>
        <source>Efficiency of the storage (0-1)</source>
        <translation>Rendement van de opslag (0-1)</translation>
    </message>
    <message>
        <source>Part of the stored heat that comes back.</source>
        <translation>Deel van de opgeslagen warmte dat terugkomt.</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>Weer</translation>
    </message>
    <message>
        <source>File of the KNMI with hourly or daily values, as delivered. It must hold a whole calendar year of air temperatures; of several years the most ordinary one counts. Empty: normals of De Bilt 1991-2020.</source>
        <translation>Bestand van het KNMI met uur- of dagwaarden, zoals geleverd. Het moet een heel kalenderjaar met luchttemperaturen bevatten; van meer jaren telt het gewoonste. Leeg: normalen van De Bilt 1991-2020.</translation>
    </message>
    <message>
        <source>Year of the weather</source>
        <translation>Jaar van het weer</translation>
    </message>
    <message>
        <source>Which year of the weather file counts. Empty: the most ordinary one.</source>
        <translation>Welk jaar van het weerbestand telt. Leeg: het gewoonste.</translation>
    </message>
    <message>
        <source>Pipes with their season</source>
        <translation>Leidingen met hun seizoen</translation>
    </message>
    <message>
        <source>The selected pipes of the opportunity map with their season (seizoen), the heat delivered directly and through storage, what a WKO must hold, and the reason in words (seizoen_reden).</source>
        <translation>De geselecteerde leidingen van de kansenkaart met hun seizoen (seizoen), de warmte die direct en via opslag wordt geleverd, wat een WKO moet bevatten, en de reden in woorden (seizoen_reden).</translation>
    </message>
    <message>
        <source>Season of the selection</source>
        <translation>Seizoen van de selectie</translation>
    </message>
    <message>
        <source>Table per month: supply, demand, direct, storage and shortage.</source>
        <translation>Tabel per maand: aanbod, vraag, direct, opslag en tekort.</translation>
    </message>
    <message>
        <source>One HTML file with the season of the selection, with a plot.</source>
        <translation>Eén HTML-bestand met het seizoen van de selectie, met een grafiek.</translation>
    </message>
    <message>
        <source>A year of the weather needs a weather file: choose one, or leave it empty.</source>
        <translation>Bij een jaar van het weer hoort een weerbestand: kies dat, of laat het jaar leeg.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Shows which sewer pipes carry enough waste water to heat homes: per pipe the dry weather flow, the power and heat that can be taken from it, the number of homes, the exchangers that fit, and a class with the reason in words.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The sewer: a layer of pipes (GWSW in any spelling, or another one with VELDEN), better with manholes and pumps; or a HydX folder. And who lives there, the first of these that you have: addresses (with or without a field with inhabitants), areas with inhabitants such as CBS neighbourhoods, or one total for a quick scan. Without any of these the sewer&apos;s own registration counts. Measurements of the flow correct the estimate, upstream and downstream.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The opportunity map (lines), nodes, and findings: everything that was repaired, assumed or left out, with place and reason. Totals of inhabitants and water are numbers of the run.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read the map.&lt;/b&gt; The darker the red, the better the opportunity; the wider the line, the more power at the side of the buildings. kansrijk: enough flow even in the quietest hour. mogelijk: enough flow on average, with heat stored in summer (WKO). beperkt: only a small source. Grey: too little water. A white ring with a dot: here the flow was measured. The thresholds are key figures (kentallen); the rule stands in the metadata of the layer. Pipes of one flow share its heat: what is taken upstream is gone downstream. The map selects; measure before you decide.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Laat zien welke rioolleidingen genoeg afvalwater voeren om woningen te verwarmen: per leiding het droogweerdebiet, het vermogen en de warmte die eraan te onttrekken zijn, het aantal woningen, de wisselaars die passen, en een klasse met de reden in woorden.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Het riool: een laag met leidingen (GWSW in elke schrijfwijze, of een andere met VELDEN), liefst met putten en pompen; of een HydX-map. En wie er wonen, het eerste dat u hebt van: adressen (met of zonder een veld met inwoners), gebieden met inwoners zoals CBS-buurten, of één totaal voor een quickscan. Zonder deze telt wat in het riool zelf is geregistreerd. Debietmetingen corrigeren de raming, boven- en benedenstrooms.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De kansenkaart (lijnen), knopen, en meldingen: alles wat is hersteld, aangenomen of weggelaten, met plaats en reden. De totalen van inwoners en water zijn getallen van de run.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Hoe donkerder rood, hoe groter de kans; hoe breder de lijn, hoe meer vermogen aan de kant van de gebouwen. kansrijk: genoeg debiet, ook in het stilste uur. mogelijk: gemiddeld genoeg debiet, met warmte die in de zomer wordt opgeslagen (WKO). beperkt: alleen een kleine bron. Grijs: te weinig water. Wit rondje met een stip: hier is het debiet gemeten. De drempels zijn kentallen; de regel staat in de metadata van de laag. Leidingen van één stroom delen de warmte: wat bovenstrooms wordt onttrokken, is benedenstrooms weg. De kaart selecteert; meet voordat u besluit.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Of all homes together; the heat that cooling gives is stored for the winter. Empty: the key figure (kental) per home, which is 0.</source>
        <translation>Van alle woningen samen; de warmte die bij koeling vrijkomt, wordt voor de winter opgeslagen. Leeg: het kental per woning, en dat is 0.</translation>
    </message>
    <message>
        <source>Offtakes of heat on the same sewer</source>
        <translation>Onttrekkingen van warmte aan hetzelfde riool</translation>
    </message>
    <message>
        <source>Tells for existing and planned offtakes whether they fit, and for every pipe how much room is left.</source>
        <translation>Zegt van bestaande en geplande onttrekkingen of ze passen, en van elke leiding hoeveel ruimte er over is.</translation>
    </message>
    <message>
        <source>&lt;p&gt;What is taken from the sewer upstream is gone downstream. This algorithm follows the colder water from every offtake to the outlets, mixes it with other water on the way, and tells which offtakes fit, which ones compete, and how much room each pipe has left.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The opportunity map (KANSENKAART), better with its nodes (KNOPEN_UIT), and points with existing and planned offtakes: a power at the source (vermogen_kw), at the building (vermogen_gebouw_kw) or a share of the potential of the pipe (aandeel); if known status (bestaand or gepland), prioriteit, leiding_id, lengte_m of the exchanger, vollasturen. Without points the map shows the room that the limits allow.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How it judges.&lt;/b&gt; Existing offtakes go first and keep what they have. Planned ones follow by prioriteit, then by name, and get what is left. Three limits: the water of a pipe may be cooled so much and no more, also by all together; so may the water at every offtake downstream; and all water together at the treatment plant or hand-over.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The opportunity map with temperature, cooling and room left (lines), the points with a verdict and the reason in words, a table with temperatures per month, and findings.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The wider and redder the line, the more room there is; purple is given away. Green point: it fits; orange: in part; purple: it competes with those that are named; red: existing and over the limit. Room is the same heat in all pipes of one flow: do not add it up. The temperatures per month are an assumption until you give your own; agree on the limits with the water authority.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Wat bovenstrooms aan het riool wordt onttrokken, is benedenstrooms weg. Dit algoritme volgt het koudere water van elke onttrekking naar de afvoerpunten, mengt het onderweg met ander water, en zegt welke onttrekkingen passen, welke met elkaar concurreren en hoeveel ruimte elke leiding over heeft.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De kansenkaart (KANSENKAART), liefst met haar knopen (KNOPEN_UIT), en punten met bestaande en geplande onttrekkingen: een vermogen aan de bronzijde (vermogen_kw), aan de gebouwzijde (vermogen_gebouw_kw) of een deel van de potentie van de leiding (aandeel); als dat bekend is ook status (bestaand of gepland), prioriteit, leiding_id, lengte_m van de wisselaar en vollasturen. Zonder punten toont de kaart de ruimte die de grenzen toelaten.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe wordt geoordeeld.&lt;/b&gt; Bestaande onttrekkingen gaan voor en houden wat ze hebben. Geplande volgen op prioriteit, daarna op naam, en krijgen wat er over is. Drie grenzen: het water in een leiding mag niet meer dan zo veel kouder worden, ook niet door alle onttrekkingen samen; dat geldt ook bij elke onttrekking benedenstrooms; en al het water samen bij de zuivering of het overnamepunt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De kansenkaart met temperatuur, afkoeling en de ruimte die over is (lijnen), de punten met een oordeel en de reden in woorden, een tabel met temperaturen per maand, en meldingen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Hoe breder en roder de lijn, hoe meer ruimte; paars is vergeven. Groen punt: past; oranje: past deels; paars: concurreert met de genoemde onttrekkingen; rood: bestaand en boven de grens. De ruimte in leidingen van één stroom is dezelfde warmte: tel haar niet op. De temperaturen per maand zijn een aanname zolang u ze niet zelf opgeeft; stem de grenzen af met het waterschap.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>offtake,competition,temperature,treatment plant,room,permits,claims</source>
        <translation>onttrekkingen,concurrentie,temperatuur,zuivering,ruimte,vergunningen,aanspraken</translation>
    </message>
    <message>
        <source>Offtakes that fit</source>
        <translation>Onttrekkingen die passen</translation>
    </message>
    <message>
        <source>Offtakes that fit in part</source>
        <translation>Onttrekkingen die deels passen</translation>
    </message>
    <message>
        <source>Offtakes for which others leave nothing</source>
        <translation>Onttrekkingen waarvoor anderen niets overlaten</translation>
    </message>
    <message>
        <source>Offtakes that do not fit, also without others</source>
        <translation>Onttrekkingen die niet passen, ook niet zonder andere</translation>
    </message>
    <message>
        <source>Existing offtakes over a limit</source>
        <translation>Bestaande onttrekkingen boven een grens</translation>
    </message>
    <message>
        <source>Offtakes without place, water or power, all listed</source>
        <translation>Onttrekkingen zonder plek, water of vermogen, alle gemeld</translation>
    </message>
    <message>
        <source>Power granted, at the source (kW)</source>
        <translation>Toegekend vermogen, bronzijde (kW)</translation>
    </message>
    <message>
        <source>Room left at the outlets together (kW)</source>
        <translation>Ruimte die bij de afvoerpunten samen over is (kW)</translation>
    </message>
    <message>
        <source>Error of the heat balance (kW)</source>
        <translation>Fout in de warmtebalans (kW)</translation>
    </message>
    <message>
        <source>Output KANSENKAART of the algorithm kansenkaart; the whole map, unfiltered.</source>
        <translation>Uitvoer KANSENKAART van het algoritme kansenkaart; de hele kaart, zonder filter.</translation>
    </message>
    <message>
        <source>Nodes of the opportunity map</source>
        <translation>Knopen van de kansenkaart</translation>
    </message>
    <message>
        <source>Output KNOPEN_UIT of the same run: it tells which nodes are treatment plants or other outlets. Without it every place where the map ends counts as an outlet.</source>
        <translation>Uitvoer KNOPEN_UIT van dezelfde run: die zegt welke knopen zuiveringen of andere afvoerpunten zijn. Zonder knopen telt elke plek waar de kaart ophoudt als afvoerpunt.</translation>
    </message>
    <message>
        <source>Existing and planned offtakes</source>
        <translation>Bestaande en geplande onttrekkingen</translation>
    </message>
    <message>
        <source>Points with vermogen_kw, vermogen_gebouw_kw or aandeel, and if known naam, status, prioriteit, leiding_id, lengte_m, vollasturen and cop. Each one belongs to the pipe that it names, else to the nearest one with water.</source>
        <translation>Punten met vermogen_kw, vermogen_gebouw_kw of aandeel, en als dat bekend is naam, status, prioriteit, leiding_id, lengte_m, vollasturen en cop. Elk punt hoort bij de leiding die het noemt, anders bij de dichtstbijzijnde met water.</translation>
    </message>
    <message>
        <source>Temperature of the waste water per month</source>
        <translation>Temperatuur van het afvalwater per maand</translation>
    </message>
    <message>
        <source>Table or CSV file with the columns maand (1-12) and temperatuur_c, twelve rows. Empty: the key figure bron.temperatuur_maand, an assumption.</source>
        <translation>Tabel of CSV-bestand met de kolommen maand (1-12) en temperatuur_c, twaalf rijen. Leeg: het kental bron.temperatuur_maand, een aanname.</translation>
    </message>
    <message>
        <source>Cooling allowed at the treatment plant (K)</source>
        <translation>Toegestane afkoeling bij de zuivering (K)</translation>
    </message>
    <message>
        <source>How much colder all water together may arrive at a treatment plant, hand-over or other outlet.</source>
        <translation>Hoeveel kouder al het water samen mag aankomen bij een zuivering, overnamepunt of ander afvoerpunt.</translation>
    </message>
    <message>
        <source>How much the water of a pipe may be cooled, by all offtakes together.</source>
        <translation>Hoeveel het water in een leiding mag worden afgekoeld, door alle onttrekkingen samen.</translation>
    </message>
    <message>
        <source>Recovery of the temperature per km</source>
        <translation>Herstel van de temperatuur per km</translation>
    </message>
    <message>
        <source>Part of the cooling that bottom and air give back per km of sewer: 0.1 is 10 % per km. 0 is careful.</source>
        <translation>Deel van de afkoeling dat bodem en lucht per km riool teruggeven: 0,1 is 10 % per km. 0 is voorzichtig.</translation>
    </message>
    <message>
        <source>Flow that is cooled</source>
        <translation>Debiet dat wordt afgekoeld</translation>
    </message>
    <message>
        <source>gemiddeld: the mean flow of a dry day, for heat that is stored (WKO). minimumuur: the flow of the lowest hour, for direct delivery.</source>
        <translation>gemiddeld: het gemiddelde debiet van een droge dag, voor warmte die wordt opgeslagen (WKO). minimumuur: het debiet van het laagste uur, voor directe levering.</translation>
    </message>
    <message>
        <source>Power through the year</source>
        <translation>Vermogen door het jaar</translation>
    </message>
    <message>
        <source>vlak: the same all year, as with storage (WKO). warmtevraag: follows the demand for heat per month; the power given is that of the coldest month.</source>
        <translation>vlak: het hele jaar gelijk, zoals met opslag (WKO). warmtevraag: volgt de warmtevraag per maand; het opgegeven vermogen is dat van de koudste maand.</translation>
    </message>
    <message>
        <source>Opportunity map with room left</source>
        <translation>Kansenkaart met ruimte die over is</translation>
    </message>
    <message>
        <source>The opportunity map with temperatuur_c, afkoeling_k, onttrokken_kw, and the room left: ruimte_kw, ruimte_woningen and ruimte_reden (what limits it).</source>
        <translation>De kansenkaart met temperatuur_c, afkoeling_k, onttrokken_kw en de ruimte die over is: ruimte_kw, ruimte_woningen en ruimte_reden (wat de grens is).</translation>
    </message>
    <message>
        <source>Offtakes with verdict</source>
        <translation>Onttrekkingen met oordeel</translation>
    </message>
    <message>
        <source>Every offtake with oordeel, toegekend_kw, reden and concurreert_met.</source>
        <translation>Elke onttrekking met oordeel, toegekend_kw, reden en concurreert_met.</translation>
    </message>
    <message>
        <source>Temperatures per month</source>
        <translation>Temperaturen per maand</translation>
    </message>
    <message>
        <source>Per offtake, and per outlet they reach: temperature before and after, and power.</source>
        <translation>Per onttrekking, en per afvoerpunt dat ze bereiken: temperatuur ervoor en erna, en vermogen.</translation>
    </message>
    <message>
        <source>{title}: {value} is not a point; write it as 155000,463000 [EPSG:28992].</source>
        <translation>{title}: {value} is geen punt; schrijf het als 155000,463000 [EPSG:28992].</translation>
    </message>
    <message>
        <source>{file} must hold one text file, and it holds {n}: unpack it first.</source>
        <translation>{file} moet één tekstbestand bevatten, en het zijn er {n}: pak het eerst uit.</translation>
    </message>
    <message>
        <source>{file} cannot be unpacked: unpack it yourself and choose the text file.</source>
        <translation>{file} kan niet worden uitgepakt: pak het zelf uit en kies het tekstbestand.</translation>
    </message>
    <message>
        <source>File of the KNMI as delivered (hours, days or rain stations, also in its zip), or a table with time and rain in mm. Empty: a column with rain in the measurement; without rain a low flow tells which days are dry, which is an estimate.</source>
        <translation>Bestand van het KNMI zoals geleverd (uren, dagen of neerslagstations, ook in de zip), of een tabel met tijd en neerslag in mm. Leeg: een kolom met neerslag in de meting; zonder neerslag bepaalt een laag debiet welke dagen droog zijn, en dat is een schatting.</translation>
    </message>
    <message>
        <source>{name}: {value} is no choice; choose one of: {choices}.</source>
        <translation>{name}: {value} is geen keuze; kies uit: {choices}.</translation>
    </message>
    <message>
        <source>{parameter}: {n} feature read from &quot;{name}&quot;.</source>
        <translation>{parameter}: {n} object gelezen uit &quot;{name}&quot;.</translation>
    </message>
    <message>
        <source>Offtakes: {n} ({counts}).</source>
        <translation>Onttrekkingen: {n} ({counts}).</translation>
    </message>
    <message>
        <source>{name}: {value} cannot be used here; choose another one.</source>
        <translation>{name}: {value} is hier niet bruikbaar; kies iets anders.</translation>
    </message>
    <message>
        <source>{name}: nothing was given; choose one.</source>
        <translation>{name}: niets opgegeven; maak een keuze.</translation>
    </message>
    <message>
        <source>Heat demand</source>
        <translation>Warmtevraag</translation>
    </message>
    <message>
        <source>{parameter}: {n} rows read from &quot;{name}&quot;.</source>
        <translation>{parameter}: {n} rijen gelezen uit &quot;{name}&quot;.</translation>
    </message>
    <message>
        <source>Heat demand of buildings</source>
        <translation>Warmtevraag van gebouwen</translation>
    </message>
    <message>
        <source>Reckons heat demand, power and inhabitants per building from BAG, energy labels, CBS and key figures.</source>
        <translation>Berekent warmtevraag, vermogen en inwoners per gebouw uit BAG, energielabels, CBS en kentallen.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Reckons for every building how much heat it asks for space heating and hot tap water, how much cooling, the power that goes with it, and how many people live there.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Panden and verblijfsobjecten of the BAG; one of the two is enough. If you have them: energy labels (EP-online), the reference use of homes of the PBL (VIVET), neighbourhoods of CBS with gas use, property of corporations, and new-build plans. Nothing has to be prepared: history, cut field names, other coordinate systems and ids without their leading zeros are recognised and listed.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A map of buildings with heat, power, homes, inhabitants, type, label and owner, tables by type and period and per neighbourhood, a report in one HTML file, findings, and numbers for scripts. The map goes into warmtenet, energiematch and warmtekavels, and gives the inhabitants for kansenkaart.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The darker the building, the more heat it asks. A dark edge: label or use is registered; without it the demand is an estimate from type, year and floor area. Field bron says where each value comes from; what is derived is called afgeleid. The demand of one home can differ much from the estimate; that of a neighbourhood that was scaled to its gas use (factor_cbs) is right on the whole. Powers are added up without simultaneity: the network does that.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Berekent voor elk gebouw hoeveel warmte het vraagt voor ruimteverwarming en warm tapwater, hoeveel koeling, welk vermogen daarbij hoort en hoeveel mensen er wonen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Panden en verblijfsobjecten van de BAG; een van beide is genoeg. Als u ze hebt: energielabels (EP-online), het referentieverbruik van woningen van het PBL (VIVET), buurten van het CBS met gasverbruik, bezit van corporaties, en nieuwbouwplannen. Er hoeft niets te worden voorbereid: historie, afgekapte veldnamen, andere coördinatenstelsels en nummers zonder voorloopnullen worden herkend en gemeld.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een kaart van gebouwen met warmte, vermogen, woningen, inwoners, type, label en eigenaar, tabellen naar type en bouwperiode en per buurt, een rapport in één HTML-bestand, meldingen, en getallen voor scripts. De kaart gaat zo door naar warmtenet, energiematch en warmtekavels, en geeft de inwoners voor de kansenkaart.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Hoe donkerder het gebouw, hoe meer warmte het vraagt. Een donkere rand: label of verbruik is geregistreerd; zonder rand is de vraag een raming uit type, bouwjaar en oppervlakte. Het veld bron zegt waar elke waarde vandaan komt; wat is afgeleid heet afgeleid. De vraag van één woning kan ver van de raming liggen; die van een buurt die op haar gasverbruik is bijgesteld (factor_cbs) klopt in totaal. Vermogens zijn opgeteld zonder gelijktijdigheid: daarmee rekent het warmtenet.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>buildings,homes,dwellings,demand,space heating,tap water,cooling,insulation,inhabitants</source>
        <translation>gebouwen,woningen,vraag,ruimteverwarming,tapwater,koeling,isolatie,inwoners</translation>
    </message>
    <message>
        <source>Panden read</source>
        <translation>Panden gelezen</translation>
    </message>
    <message>
        <source>Objects read</source>
        <translation>Verblijfsobjecten gelezen</translation>
    </message>
    <message>
        <source>Panden left out, all listed</source>
        <translation>Panden weggelaten, alle gemeld</translation>
    </message>
    <message>
        <source>Objects left out, all listed</source>
        <translation>Verblijfsobjecten weggelaten, alle gemeld</translation>
    </message>
    <message>
        <source>Buildings outside the area</source>
        <translation>Gebouwen buiten het gebied</translation>
    </message>
    <message>
        <source>Buildings on the map</source>
        <translation>Gebouwen op de kaart</translation>
    </message>
    <message>
        <source>Homes</source>
        <translation>Woningen</translation>
    </message>
    <message>
        <source>Objects that are no home</source>
        <translation>Objecten die geen woning zijn</translation>
    </message>
    <message>
        <source>Inhabitants</source>
        <translation>Inwoners</translation>
    </message>
    <message>
        <source>Heat demand (GJ/year)</source>
        <translation>Warmtevraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Heat demand before insulation (GJ/year)</source>
        <translation>Warmtevraag voor isolatie (GJ/jaar)</translation>
    </message>
    <message>
        <source>Space heating (GJ/year)</source>
        <translation>Ruimteverwarming (GJ/jaar)</translation>
    </message>
    <message>
        <source>Hot tap water (GJ/year)</source>
        <translation>Warm tapwater (GJ/jaar)</translation>
    </message>
    <message>
        <source>Cooling (GJ/year)</source>
        <translation>Koeling (GJ/jaar)</translation>
    </message>
    <message>
        <source>Power for space heating, added up (kW)</source>
        <translation>Vermogen ruimteverwarming, opgeteld (kW)</translation>
    </message>
    <message>
        <source>Power for hot tap water, added up (kW)</source>
        <translation>Vermogen warm tapwater, opgeteld (kW)</translation>
    </message>
    <message>
        <source>Power for cooling, added up (kW)</source>
        <translation>Vermogen koeling, opgeteld (kW)</translation>
    </message>
    <message>
        <source>There are no buildings yet: choose panden, verblijfsobjecten or a table with new-build plans.</source>
        <translation>Er zijn nog geen gebouwen: kies panden, verblijfsobjecten of een tabel met nieuwbouwplannen.</translation>
    </message>
    <message>
        <source>A table of insulation was given, but the choice of insulation is not eigen: choose that.</source>
        <translation>Er is een isolatietabel opgegeven, maar bij isolatie is niet eigen gekozen: kies eigen, of laat de tabel leeg.</translation>
    </message>
    <message>
        <source>Panden: {read} read = {written} used + {listed} listed.</source>
        <translation>Panden: {read} gelezen = {written} gebruikt + {listed} gemeld.</translation>
    </message>
    <message>
        <source>Objects: {read} read = {written} used + {listed} listed.</source>
        <translation>Verblijfsobjecten: {read} gelezen = {written} gebruikt + {listed} gemeld.</translation>
    </message>
    <message>
        <source>Heat demand: {heat} GJ a year, of {homes} homes and {others} other objects.</source>
        <translation>Warmtevraag: {heat} GJ per jaar; woningen: {homes}, andere objecten: {others}.</translation>
    </message>
    <message>
        <source>Buildings (BAG panden)</source>
        <translation>Panden (BAG)</translation>
    </message>
    <message>
        <source>Panden of the BAG in any delivery (PDOK, bag-light, shapefile, extract with history) or of the BGT, as areas or points. Only what stands there now counts. Own fields such as type, label and eigenaar are used when they are there.</source>
        <translation>Panden van de BAG in elke levering (PDOK, bag-light, shapefile, extract met historie) of van de BGT, als vlakken of punten. Alleen wat er nu staat telt. Eigen velden zoals type, label en eigenaar worden gebruikt als zij er zijn.</translation>
    </message>
    <message>
        <source>Objects (BAG verblijfsobjecten)</source>
        <translation>Verblijfsobjecten (BAG)</translation>
    </message>
    <message>
        <source>Verblijfsobjecten or addresses with floor area and use, as points or as a table (also CSV, xlsx or ods). They belong to the pand that they name, else to the one in which they lie; an object without a pand stands by itself. Without this layer the number of objects and the area are estimated per pand.</source>
        <translation>Verblijfsobjecten of adressen met oppervlakte en gebruiksdoel, als punten of als tabel (ook CSV, xlsx of ods). Zij horen bij het pand dat zij noemen, anders bij het pand waarin zij liggen; een object zonder pand staat op zichzelf. Zonder deze laag worden aantal objecten en oppervlakte per pand geraamd.</translation>
    </message>
    <message>
        <source>Energy labels (EP-online)</source>
        <translation>Energielabels (EP-online)</translation>
    </message>
    <message>
        <source>Reference use of homes (PBL, VIVET)</source>
        <translation>Referentieverbruik van woningen (PBL, VIVET)</translation>
    </message>
    <message>
        <source>File of the municipality from the data portal of the PBL: heat demand, type, label, owner and inhabitants per home. It goes before the key figures.</source>
        <translation>Bestand van de gemeente uit het dataportaal van het PBL: warmtevraag, type, label, eigendom en inwoners per woning. Het gaat voor de kentallen.</translation>
    </message>
    <message>
        <source>Neighbourhoods (CBS buurten)</source>
        <translation>Buurten (CBS)</translation>
    </message>
    <message>
        <source>With the mean gas use per home: the space heating of the homes is scaled so that the total of the neighbourhood is right. Also for inhabitants, and for the table per neighbourhood.</source>
        <translation>Met het gemiddelde gasverbruik per woning: de ruimteverwarming van de woningen wordt bijgesteld zodat het totaal van de buurt klopt. Ook voor de inwoners en voor de tabel per buurt.</translation>
    </message>
    <message>
        <source>Ownership</source>
        <translation>Eigendom</translation>
    </message>
    <message>
        <source>Property of housing corporations: areas or points, or a table with the id of the object or pand or with the address, and a field eigenaar. Without that field all that is in it belongs to a corporatie.</source>
        <translation>Bezit van woningcorporaties: vlakken of punten, of een tabel met het nummer van object of pand of met het adres, en een veld eigenaar. Zonder dat veld is alles wat erin staat van een corporatie.</translation>
    </message>
    <message>
        <source>New-build plans</source>
        <translation>Nieuwbouwplannen</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Gebied</translation>
    </message>
    <message>
        <source>Only buildings with their middle in it come out; the others are counted. The neighbourhoods are scaled with all buildings.</source>
        <translation>Alleen gebouwen met hun midden in het gebied komen eruit; de andere worden geteld. De buurten worden met alle gebouwen bijgesteld.</translation>
    </message>
    <message>
        <source>Field with the type of home</source>
        <translation>Veld met het woningtype</translation>
    </message>
    <message>
        <source>Of the buildings: vrijstaand, 2-onder-1-kap, hoek, tussen or appartement. Empty: a field that is called so, else derived from the outlines and the number of objects.</source>
        <translation>Van de panden: vrijstaand, 2-onder-1-kap, hoek, tussen of appartement. Leeg: een veld dat zo heet, anders afgeleid uit de omtrekken en het aantal objecten.</translation>
    </message>
    <message>
        <source>Field with the owner</source>
        <translation>Veld met de eigenaar</translation>
    </message>
    <message>
        <source>Of the buildings: corporatie, particulier or overig.</source>
        <translation>Van de panden: corporatie, particulier of overig.</translation>
    </message>
    <message>
        <source>Field with the energy label</source>
        <translation>Veld met het energielabel</translation>
    </message>
    <message>
        <source>Of the buildings: A (also A+ and better) to G.</source>
        <translation>Van de panden: A (ook A+ en beter) tot en met G.</translation>
    </message>
    <message>
        <source>Insulation</source>
        <translation>Isolatie</translation>
    </message>
    <message>
        <source>geen: as they are now. label_c_15, label_c_40: homes with label C or worse save 15 % or 40 % of their heat demand. eigen: your own table. The demand before insulation stays beside it.</source>
        <translation>geen: zoals zij nu zijn. label_c_15, label_c_40: woningen met label C of slechter besparen 15 % of 40 % van hun warmtevraag. eigen: uw eigen tabel. De vraag voor isolatie blijft ernaast staan.</translation>
    </message>
    <message>
        <source>Own table of insulation</source>
        <translation>Eigen isolatietabel</translation>
    </message>
    <message>
        <source>For the choice eigen: table or CSV file with the columns label (A to G) and reductie (0.15 or 15 %). Labels that are not in it save nothing. Empty: the key figure isolatie.reductie_label, an assumption.</source>
        <translation>Voor de keuze eigen: tabel of CSV-bestand met de kolommen label (A tot en met G) en reductie (0,15 of 15 %). Labels die er niet in staan besparen niets. Leeg: het kental isolatie.reductie_label, een aanname.</translation>
    </message>
    <message>
        <source>Power for space heating</source>
        <translation>Vermogen ruimteverwarming</translation>
    </message>
    <message>
        <source>w_per_m2: 50 W per m2 of floor area. label: W per m2 by energy label. vollasturen: heat demand divided by full load hours.</source>
        <translation>w_per_m2: 50 W per m2 gebruiksoppervlakte. label: W per m2 naar energielabel. vollasturen: warmtevraag gedeeld door vollasturen.</translation>
    </message>
    <message>
        <source>Power for hot tap water</source>
        <translation>Vermogen warm tapwater</translation>
    </message>
    <message>
        <source>cw: flow heater, by comfort class (CW 4: 27 kW). boiler: what heats a store of hot water in three hours, a few kW.</source>
        <translation>cw: doorstroom, naar comfortklasse (CW 4: 27 kW). boiler: wat een boiler in drie uur opwarmt, enkele kW.</translation>
    </message>
    <message>
        <source>Scale to the gas use of the neighbourhood</source>
        <translation>Bijstellen op het gasverbruik van de buurt</translation>
    </message>
    <message>
        <source>Only with neighbourhoods that have their gas use.</source>
        <translation>Alleen met buurten waarvan het gasverbruik bekend is.</translation>
    </message>
    <message>
        <source>Planned buildings too</source>
        <translation>Ook geplande panden</translation>
    </message>
    <message>
        <source>Panden with a permit or under construction; otherwise they are listed.</source>
        <translation>Panden met een vergunning of in aanbouw; anders worden zij alleen gemeld.</translation>
    </message>
    <message>
        <source>Areas (points when there are only points): heat, power, homes, inhabitants, type, label and owner per building, with where the values come from. Input of warmtenet (buildings), kansenkaart (addresses, field inwoners), energiematch and warmtekavels.</source>
        <translation>Vlakken (punten als er alleen punten zijn): warmte, vermogen, woningen, inwoners, type, label en eigenaar per gebouw, met waar de waarden vandaan komen. Invoer voor warmtenet (gebouwen), kansenkaart (adressen, veld inwoners), energiematch en warmtekavels.</translation>
    </message>
    <message>
        <source>One file with tables and plots that opens in any browser, also without network.</source>
        <translation>Eén bestand met tabellen en grafieken, dat in elke browser opent, ook zonder netwerk.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Samenvatting</translation>
    </message>
    <message>
        <source>Table: number, heat and power per object, by type and period, with a total.</source>
        <translation>Tabel: aantal, warmte en vermogen per object, naar type en bouwperiode, met een totaal.</translation>
    </message>
    <message>
        <source>Heat demand per neighbourhood</source>
        <translation>Warmtevraag per buurt</translation>
    </message>
    <message>
        <source>Table: demand by key figures and by gas use, and what was done with the ratio.</source>
        <translation>Tabel: vraag volgens kentallen en volgens gasverbruik, en wat met de verhouding is gedaan.</translation>
    </message>
    <message>
        <source>Heat demand per object</source>
        <translation>Warmtevraag per verblijfsobject</translation>
    </message>
    <message>
        <source>Heat demand of new build</source>
        <translation>Warmtevraag nieuwbouw</translation>
    </message>
    <message>
        <source>Table: every verblijfsobject, with the source of each value. It holds no street, number or postcode, but its id (BAG) does lead to an address; label, owner and inhabitants of one home may be personal data: share the summary or the table per neighbourhood instead.</source>
        <translation>Tabel: elk verblijfsobject, met bij elke waarde de bron. Er staan geen straat, huisnummer of postcode in, maar het nummer in de BAG leidt wel naar een adres; label, eigenaar en inwoners van één woning kunnen persoonsgegevens zijn: deel liever de samenvatting, of de tabel per buurt.</translation>
    </message>
    <message>
        <source>Field with the inhabitants</source>
        <translation>Veld met de inwoners</translation>
    </message>
    <message>
        <source>Of the objects: number of people that live there. Empty: a field that is called so, else the reference use (VIVET), the neighbourhood (CBS) or a key figure by type of home.</source>
        <translation>Van de verblijfsobjecten: aantal mensen dat er woont. Leeg: een veld dat zo heet, anders het referentieverbruik (VIVET), de buurt (CBS) of een kental naar woningtype.</translation>
    </message>
    <message>
        <source>Energy match: who gets the heat</source>
        <translation>Energiematch: wie krijgt de warmte</translation>
    </message>
    <message>
        <source>Chooses the buildings that get the heat of a source: most heat used, least network, best score.</source>
        <translation>Kiest de gebouwen die de warmte van een bron krijgen: de meeste warmte benut, het minste net, de beste score.</translation>
    </message>
    <message>
        <source>&lt;p&gt;A source gives so much heat a year, and the buildings around it ask for more. This algorithm chooses who gets it: nearly all heat is used, at the least costs of a network along the streets, and buildings that suit it best go first.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Buildings with their heat demand (output of warmtevraag), and a source: a point, or selected pipes of the opportunity map, with the heat they give in a year. Better with streets; without them only the score decides. The sewer is optional.&lt;/p&gt;&lt;p&gt;&lt;b&gt;The score&lt;/b&gt; is 0 to 100, from the distance to the source and to the sewer, the heat density along the street, the type of dwelling (flats first), ownership (corporations first) and insulation. All weights are visible and can be changed. Buildings of one block stay together; a field can say which buildings must or may not be chosen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Every building with its score, its place in the order of joining and the reason why it was chosen or not; the network; a table of uptakes (100, 90, 70, 50 %); a report with the cumulative heat against the supply; findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Blue buildings are chosen, the darker the sooner they join. An orange edge: by score alone the choice would have been another. Other colours tell why not; the sentence stands in the field reden. The log says at most how far the selection can be from the best one. It is a first choice with key figures, no design: lay the network of the selection with warmtenet.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Een bron geeft zoveel warmte per jaar, en de gebouwen eromheen vragen meer. Dit algoritme kiest wie haar krijgt: bijna alle warmte wordt benut, tegen de laagste kosten van een net langs de straten, en gebouwen die er het best bij passen gaan voor.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Gebouwen met hun warmtevraag (uitvoer van warmtevraag) en een bron: een punt, of geselecteerde leidingen van de kansenkaart, met de warmte die zij per jaar geven. Beter met straten; zonder straten beslist alleen de score. Het riool is niet verplicht.&lt;/p&gt;&lt;p&gt;&lt;b&gt;De score&lt;/b&gt; loopt van 0 tot 100 en bestaat uit de afstand tot de bron en tot het riool, de warmtedichtheid langs de straat, het type woning (appartementen eerst), het eigendom (corporaties eerst) en de isolatie. Alle gewichten zijn zichtbaar en te veranderen. Gebouwen van één blok blijven bij elkaar; een veld kan zeggen welke gebouwen mee moeten of niet mee mogen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Elk gebouw met zijn score, zijn plaats in de volgorde van aansluiten en de reden waarom het wel of niet is gekozen; het net; een tabel met volloop (100, 90, 70, 50 %); een rapport met de opgetelde warmte tegenover het aanbod; meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Blauwe gebouwen zijn gekozen, hoe donkerder hoe eerder op het net. Een oranje rand: op score alleen zou de keuze anders zijn. Andere kleuren zeggen waarom niet; de zin staat in het veld reden. Het logboek zegt hoe ver de keuze hoogstens van de beste ligt. Het is een eerste keuze met kentallen, geen ontwerp: leg het net van de selectie met warmtenet.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>match,selection,supply,demand,score,knapsack,uptake,blocks,corporation</source>
        <translation>match,selectie,aanbod,vraag,score,keuze,volloop,blokken,woningcorporatie</translation>
    </message>
    <message>
        <source>Buildings, chosen and not</source>
        <translation>Gebouwen, gekozen en niet</translation>
    </message>
    <message>
        <source>Buildings chosen</source>
        <translation>Gekozen gebouwen</translation>
    </message>
    <message>
        <source>Homes chosen</source>
        <translation>Gekozen woningen</translation>
    </message>
    <message>
        <source>Heat they take (GJ/year)</source>
        <translation>Warmte die zij vragen (GJ/jaar)</translation>
    </message>
    <message>
        <source>Power they ask at the same time (kW)</source>
        <translation>Vermogen dat zij tegelijk vragen (kW)</translation>
    </message>
    <message>
        <source>Heat that can be given (GJ/year)</source>
        <translation>Warmte die te geven is (GJ/jaar)</translation>
    </message>
    <message>
        <source>Power that can be given (kW)</source>
        <translation>Vermogen dat te geven is (kW)</translation>
    </message>
    <message>
        <source>Part of the heat that is used (%)</source>
        <translation>Deel van de warmte dat wordt benut (%)</translation>
    </message>
    <message>
        <source>Costs of the network (EUR)</source>
        <translation>Kosten van het net (EUR)</translation>
    </message>
    <message>
        <source>Costs of the network when chosen by score alone (EUR)</source>
        <translation>Kosten van het net bij keuze op score alleen (EUR)</translation>
    </message>
    <message>
        <source>Heat used when chosen by score alone (GJ/year)</source>
        <translation>Benutte warmte bij keuze op score alleen (GJ/jaar)</translation>
    </message>
    <message>
        <source>No selection uses more heat than this (GJ/year)</source>
        <translation>Meer warmte dan dit benut geen enkele keuze (GJ/jaar)</translation>
    </message>
    <message>
        <source>At most this far from the best selection (% of the network costs)</source>
        <translation>Hoogstens zo ver van de beste keuze (% van de netkosten)</translation>
    </message>
    <message>
        <source>{all} buildings = {chosen} chosen + {others} listed with a reason.</source>
        <translation>{all} gebouwen = {chosen} gekozen + {others} vermeld met een reden.</translation>
    </message>
    <message>
        <source>Another selection can be better by at most {gap} % of the network costs (proved).</source>
        <translation>Een andere keuze kan hoogstens {gap} % van de netkosten beter zijn (bewezen).</translation>
    </message>
    <message>
        <source>Output of the algorithm warmtevraag, or any layer with a heat demand (warmte_gj) or dwellings per building. Fields type, label, bouwjaar, eigenaar and corporatie_woningen count in the score; what is not there does not count, and the log says so.</source>
        <translation>Uitvoer van het algoritme warmtevraag, of een andere laag met per gebouw een warmtevraag (warmte_gj) of het aantal woningen. De velden type, label, bouwjaar, eigenaar en corporatie_woningen tellen in de score; wat er niet is telt niet mee, en het logboek zegt dat.</translation>
    </message>
    <message>
        <source>Points with the heat they give in a year (warmte_gj) and their power (vermogen_kw) at the side of the buildings; or selected pipes of the opportunity map: tick &apos;Selected features only&apos;. Pipes after each other share their water, which counts once. Of a pipe with heat through a storage (warmte_wko_gj) the power is no limit.</source>
        <translation>Punten met de warmte die zij per jaar geven (warmte_gj) en hun vermogen (vermogen_kw) aan de gebouwzijde; of geselecteerde leidingen van de kansenkaart: vink 'Alleen geselecteerde objecten' aan. Leidingen achter elkaar delen hun water, dat één keer telt. Van een leiding met warmte via een WKO (warmte_wko_gj) is het vermogen geen grens.</translation>
    </message>
    <message>
        <source>Heat that the sources give together (GJ/year)</source>
        <translation>Warmte die de bronnen samen geven (GJ/jaar)</translation>
    </message>
    <message>
        <source>At the side of the buildings. Empty or 0: the field of the sources.</source>
        <translation>Aan de gebouwzijde. Leeg of 0: het veld van de bronnen.</translation>
    </message>
    <message>
        <source>Power that the sources give together (kW)</source>
        <translation>Vermogen dat de bronnen samen geven (kW)</translation>
    </message>
    <message>
        <source>At the side of the buildings: limits what is asked at the same time. Empty or 0: the field of the sources, if there is one.</source>
        <translation>Aan de gebouwzijde: begrenst wat tegelijk wordt gevraagd. Leeg of 0: het veld van de bronnen, als dat er is.</translation>
    </message>
    <message>
        <source>Centre lines that a network may follow (NWB, OpenStreetMap, TOP10NL or your own). Without streets distances are straight and only the score decides.</source>
        <translation>Hartlijnen waar een net langs mag liggen (NWB, OpenStreetMap, TOP10NL of eigen lijnen). Zonder straten zijn afstanden hemelsbreed en beslist alleen de score.</translation>
    </message>
    <message>
        <source>Sewer (opportunity map)</source>
        <translation>Riool (kansenkaart)</translation>
    </message>
    <message>
        <source>Buildings near the sewer score higher. Of an opportunity map only the pipes of class kansrijk or mogelijk count; it also tells which sources share their water.</source>
        <translation>Gebouwen bij het riool krijgen een hogere score. Van een kansenkaart tellen alleen de leidingen met kans kansrijk of mogelijk; zij zegt ook welke bronnen hun water delen.</translation>
    </message>
    <message>
        <source>Field that says which buildings must be chosen</source>
        <translation>Veld dat zegt welke gebouwen mee moeten</translation>
    </message>
    <message>
        <source>verplicht (or ja, 1): always chosen, before all others; optioneel (or nee, 0, empty): may be chosen; verboden (or -1): never.</source>
        <translation>verplicht (of ja, 1): altijd gekozen, voor alle andere; optioneel (of nee, 0, leeg): mag worden gekozen; verboden (of -1): nooit.</translation>
    </message>
    <message>
        <source>Field with the block that stays together</source>
        <translation>Veld met het blok dat bij elkaar blijft</translation>
    </message>
    <message>
        <source>Buildings with the same value are chosen together or not at all, for instance the property of one corporation in a street. A building is always whole.</source>
        <translation>Gebouwen met dezelfde waarde worden samen gekozen of geen van alle, bijvoorbeeld het bezit van één corporatie in een straat. Een gebouw is altijd heel.</translation>
    </message>
    <message>
        <source>Weight: distance to the source</source>
        <translation>Gewicht: afstand tot de bron</translation>
    </message>
    <message>
        <source>Along the streets. Weights count against each other; 0 leaves the part out.</source>
        <translation>Langs de straten. Gewichten tellen ten opzichte van elkaar; 0 laat het onderdeel weg.</translation>
    </message>
    <message>
        <source>Weight: distance to the sewer</source>
        <translation>Gewicht: afstand tot het riool</translation>
    </message>
    <message>
        <source>Straight, to the layer with the sewer.</source>
        <translation>Hemelsbreed, tot de laag met het riool.</translation>
    </message>
    <message>
        <source>Weight: heat density along the street</source>
        <translation>Gewicht: warmtedichtheid langs de straat</translation>
    </message>
    <message>
        <source>Heat demand per metre of the street that the building lies on.</source>
        <translation>Warmtevraag per meter van de straat waaraan het gebouw ligt.</translation>
    </message>
    <message>
        <source>Weight: type of dwelling</source>
        <translation>Gewicht: type woning</translation>
    </message>
    <message>
        <source>Flats first.</source>
        <translation>Appartementen eerst.</translation>
    </message>
    <message>
        <source>Weight: ownership</source>
        <translation>Gewicht: eigendom</translation>
    </message>
    <message>
        <source>Property of corporations first.</source>
        <translation>Bezit van corporaties eerst.</translation>
    </message>
    <message>
        <source>Weight: insulation</source>
        <translation>Gewicht: isolatie</translation>
    </message>
    <message>
        <source>Good labels first; without a label the year of construction.</source>
        <translation>Goede labels eerst; zonder label het bouwjaar.</translation>
    </message>
    <message>
        <source>Weight: costs of the network</source>
        <translation>Gewicht: kosten van het net</translation>
    </message>
    <message>
        <source>Beside the score, with the method optimaal.</source>
        <translation>Naast de score, bij de methode optimaal.</translation>
    </message>
    <message>
        <source>Way to choose</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>optimaal: nearly all heat is used at the least costs of the network, the score weighed in. score: the highest score first, as long as it fits.</source>
        <translation>optimaal: bijna alle warmte wordt benut tegen de laagste kosten van het net, met de score meegewogen. score: de hoogste score eerst, zolang het past.</translation>
    </message>
    <message>
        <source>bronnet: water of about 12 °C, with a heat pump in each home. mt: hot water of about 70 °C.</source>
        <translation>bronnet: water van ongeveer 12 °C, met een warmtepomp in elke woning. mt: warm water van ongeveer 70 °C.</translation>
    </message>
    <message>
        <source>Uptake (%)</source>
        <translation>Volloop (%)</translation>
    </message>
    <message>
        <source>Part of the homes that connects. The selection is made for it; the table shows what it comes to at 100, 90, 70 and 50 % too.</source>
        <translation>Deel van de woningen dat aansluit. De selectie gaat daarvan uit; de tabel laat ook zien wat zij wordt bij 100, 90, 70 en 50 %.</translation>
    </message>
    <message>
        <source>Flats always connect</source>
        <translation>Appartementen sluiten altijd aan</translation>
    </message>
    <message>
        <source>A block of flats connects as a whole, whatever the uptake (as in Leusden).</source>
        <translation>Een appartementengebouw sluit bij elke volloop in zijn geheel aan (zoals in Leusden).</translation>
    </message>
    <message>
        <source>Reserve on the supply (0-1)</source>
        <translation>Reserve op het aanbod (0-1)</translation>
    </message>
    <message>
        <source>Part that is not given out, for instance for what the network loses.</source>
        <translation>Deel dat niet wordt verdeeld, bijvoorbeeld voor wat het net verliest.</translation>
    </message>
    <message>
        <source>For pipes and for the power at the same time; as in the algorithm warmtenet.</source>
        <translation>Voor leidingen en voor het gelijktijdige vermogen; zoals in het algoritme warmtenet.</translation>
    </message>
    <message>
        <source>snel: a good selection in seconds, of a large town in one or two minutes. grondig: goes on improving it. auto: by the size of the network.</source>
        <translation>snel: een goede keuze in seconden, van een grote plaats in een of twee minuten. grondig: blijft haar verbeteren. auto: naar de omvang van het net.</translation>
    </message>
    <message>
        <source>Prove how far from the best selection</source>
        <translation>Bewijzen hoe ver van de beste keuze</translation>
    </message>
    <message>
        <source>Computes a bound; switch off to save time on very large areas.</source>
        <translation>Berekent een grens; zet dit uit om bij zeer grote gebieden tijd te sparen.</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Selectie</translation>
    </message>
    <message>
        <source>Every building, the chosen ones in order of joining: score and its parts, cumulative heat, homes and power, costs, and in words why or why not.</source>
        <translation>Elk gebouw, de gekozen in volgorde van aansluiten: score en onderdelen, opgetelde warmte, woningen en vermogen, kosten, en in woorden waarom wel of niet.</translation>
    </message>
    <message>
        <source>Network of the selection</source>
        <translation>Net van de selectie</translation>
    </message>
    <message>
        <source>Lines with homes, power, diameter and costs, as from the algorithm warmtenet.</source>
        <translation>Lijnen met woningen, vermogen, diameter en kosten, zoals uit het algoritme warmtenet.</translation>
    </message>
    <message>
        <source>Uptake</source>
        <translation>Volloop</translation>
    </message>
    <message>
        <source>Table: heat, supply used, power and costs at several uptakes, and how many homes would fit.</source>
        <translation>Tabel: warmte, benut aanbod, vermogen en kosten bij verschillende volloop, en hoeveel woningen zouden passen.</translation>
    </message>
    <message>
        <source>Cumulative heat</source>
        <translation>Opgetelde warmte</translation>
    </message>
    <message>
        <source>Table: building after building, the heat against the supply; also those that would follow, and the choice by score alone.</source>
        <translation>Tabel: gebouw na gebouw de warmte tegenover het aanbod; ook de gebouwen die zouden volgen, en de keuze op score alleen.</translation>
    </message>
    <message>
        <source>One HTML file: cumulative heat against supply as a plot, uptake, weights, order and assumptions.</source>
        <translation>Eén HTML-bestand: opgetelde warmte tegenover het aanbod als grafiek, volloop, gewichten, volgorde en aannamen.</translation>
    </message>
    <message>
        <source>Warmtekavels: a table per heat district</source>
        <translation>Warmtekavels: een tabel per gebied</translation>
    </message>
    <message>
        <source>Sets heat demand, sewer heat, densities and obstacles beside each other per area, or proposes areas.</source>
        <translation>Zet per gebied warmtevraag, riothermie, dichtheid en belemmeringen naast elkaar, of stelt gebieden voor.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Makes the table that a planner puts before the council: what each warmtekavel asks, what riothermie can give it, how dense it is, who owns the homes, what stands in the way, and which regime of the law comes first to mind.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Kavels (any polygons) and buildings with heat demand. If you have them: the opportunity map, streets, other sources, the municipality, restrictions of the ground, a planned network and an energy match. Without kavels the algorithm proposes some: connected, dense demand, around the sources if there are any. A proposal, not a decision.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The kavels as a map, a table with rows for the rest and for everything, the kavel of each building, a report in one HTML file, findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Every building counts in one kavel, so that kavels and rest add up to the whole; overlaps are measured and listed. Supply does not add up: kavels along one sewer reach the same water (aanbod_gedeeld_gj). The row totaal counts all water once. The darker the kavel, the more of its demand can be covered. What was not given is empty, not 0. The regime is a first reading of the law: a lawyer decides.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Maakt de tabel waarmee een planner naar de gemeenteraad gaat: wat elk warmtekavel vraagt, wat riothermie het kan geven, hoe dicht het is, van wie de woningen zijn, wat in de weg staat, en aan welk regime van de wet als eerste te denken valt.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Kavels (vlakken van elke soort) en gebouwen met warmtevraag. Als u ze hebt: de kansenkaart, straten, andere bronnen, de gemeente, beperkingen van de bodem, een ontworpen net en een energiematch. Zonder kavels stelt het algoritme er zelf voor: samenhangende, dichte vraag, rond de bronnen als die er zijn. Een voorstel, geen besluit.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De kavels als kaart, een tabel met rijen voor de rest en voor alles, het kavel van elk gebouw, een rapport in één HTML-bestand, meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Elk gebouw telt in één kavel, zodat kavels en rest optellen tot het geheel; overlap wordt gemeten en vermeld. Aanbod telt niet op: kavels langs één riool kunnen bij hetzelfde water (aanbod_gedeeld_gj). De rij totaal telt al het water één keer. Hoe donkerder het kavel, hoe groter het deel van de vraag dat kan worden gedekt. Wat niet is opgegeven, is leeg en geen 0. Het regime is een eerste lezing van de wet: een jurist beslist.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>heat district,area,council,table,coverage,line density,law,proposal,clusters</source>
        <translation>warmtekavel,gebied,gemeenteraad,tabel,dekking,lijndichtheid,wet,voorstel,clusters</translation>
    </message>
    <message>
        <source>Kavels</source>
        <translation>Kavels</translation>
    </message>
    <message>
        <source>Homes in kavels</source>
        <translation>Woningen in kavels</translation>
    </message>
    <message>
        <source>Heat demand in kavels (GJ/year)</source>
        <translation>Warmtevraag in kavels (GJ/jaar)</translation>
    </message>
    <message>
        <source>Sewer heat within reach of the kavels, counted once (GJ/year)</source>
        <translation>Riothermie binnen bereik van de kavels, één keer geteld (GJ/jaar)</translation>
    </message>
    <message>
        <source>Homes in no kavel</source>
        <translation>Woningen in geen kavel</translation>
    </message>
    <message>
        <source>Heat demand in no kavel (GJ/year)</source>
        <translation>Warmtevraag in geen kavel (GJ/jaar)</translation>
    </message>
    <message>
        <source>All homes</source>
        <translation>Alle woningen</translation>
    </message>
    <message>
        <source>All heat demand (GJ/year)</source>
        <translation>Alle warmtevraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Homes outside the municipality</source>
        <translation>Woningen buiten de gemeente</translation>
    </message>
    <message>
        <source>Overlap between kavels (ha)</source>
        <translation>Overlap tussen kavels (ha)</translation>
    </message>
    <message>
        <source>Homes in more than one kavel, per pair of kavels</source>
        <translation>Woningen in meer dan één kavel, per tweetal kavels</translation>
    </message>
    <message>
        <source>Overlaps too narrow to list</source>
        <translation>Overlappen die te smal zijn om te vermelden</translation>
    </message>
    <message>
        <source>Kavels without a building with heat demand</source>
        <translation>Kavels zonder gebouw met warmtevraag</translation>
    </message>
    <message>
        <source>A field of the kavels was chosen, but no kavels: choose that layer too.</source>
        <translation>Er is een veld van de kavels gekozen, maar geen kavels: kies ook die laag.</translation>
    </message>
    <message>
        <source>Kavels (heat districts)</source>
        <translation>Kavels</translation>
    </message>
    <message>
        <source>Polygons of any origin: warmtekavels, neighbourhoods, postal codes. Empty: kavels are proposed from connected, dense heat demand, around the sources if there are any.</source>
        <translation>Vlakken van elke herkomst: warmtekavels, buurten, postcodes. Leeg: er worden kavels voorgesteld uit samenhangende, dichte warmtevraag, rond de bronnen als die er zijn.</translation>
    </message>
    <message>
        <source>Output GEBOUWEN of warmtevraag, or any layer with buildings and fields such as pand_id, woningen, rv_kw, tap_kw and warmte_gj. What is missing is derived, and the log says how.</source>
        <translation>Uitvoer GEBOUWEN van warmtevraag, of een andere laag met gebouwen en velden als pand_id, woningen, rv_kw, tap_kw en warmte_gj. Wat ontbreekt wordt afgeleid; het logboek zegt hoe.</translation>
    </message>
    <message>
        <source>Output KANSENKAART of kansenkaart, the whole map: what the sewer can give to each kavel. Water that passes several pipes counts once.</source>
        <translation>Uitvoer KANSENKAART van kansenkaart, de hele kaart: wat het riool elk kavel kan geven. Water dat door meer leidingen komt, telt één keer.</translation>
    </message>
    <message>
        <source>Centre lines (NWB, OpenStreetMap, TOP10NL): heat demand per metre of street, and the shape of the kavels that are proposed.</source>
        <translation>Hartlijnen (NWB, OpenStreetMap, TOP10NL): warmtevraag per meter straat, en de vorm van de kavels die worden voorgesteld.</translation>
    </message>
    <message>
        <source>Other heat sources</source>
        <translation>Andere warmtebronnen</translation>
    </message>
    <message>
        <source>Points with a heat per year (warmte_gj) or a power (vermogen_kw).</source>
        <translation>Punten met een warmte per jaar (warmte_gj) of een vermogen (vermogen_kw).</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>The whole area: then the hectares of what lies in no kavel are known too, and streets outside it do not count there.</source>
        <translation>Het hele gebied: dan zijn ook de hectares bekend van wat in geen kavel ligt, en straten erbuiten tellen daar niet mee.</translation>
    </message>
    <message>
        <source>Field with the id of a kavel</source>
        <translation>Veld met het id van een kavel</translation>
    </message>
    <message>
        <source>Empty: a field that is recognised by its name, else kavels are numbered.</source>
        <translation>Leeg: een veld dat aan zijn naam wordt herkend; anders worden de kavels genummerd.</translation>
    </message>
    <message>
        <source>Field with the name of a kavel</source>
        <translation>Veld met de naam van een kavel</translation>
    </message>
    <message>
        <source>Empty: a field that is recognised by its name, else the id.</source>
        <translation>Leeg: een veld dat aan zijn naam wordt herkend; anders het id.</translation>
    </message>
    <message>
        <source>Restrictions of the ground</source>
        <translation>Beperkingen van de bodem</translation>
    </message>
    <message>
        <source>Places with the verdicts wko and bodemlus (toegestaan, aandacht, verboden), per building (pand_id) or per area. Outside a layer that only draws restrictions none is known, which is no permission. Without a layer the share of homes with a restriction stays empty.</source>
        <translation>Plekken met de oordelen wko en bodemlus (toegestaan, aandacht, verboden), per gebouw (pand_id) of per gebied. Buiten een laag die alleen beperkingen tekent is er geen bekend; dat is geen toestemming. Zonder laag blijft het deel van de woningen met een beperking leeg.</translation>
    </message>
    <message>
        <source>Planned network: trace</source>
        <translation>Ontworpen net: tracé</translation>
    </message>
    <message>
        <source>Output TRACE of warmtenet: metres and costs per kavel.</source>
        <translation>Uitvoer TRACE van warmtenet: meters en kosten per kavel.</translation>
    </message>
    <message>
        <source>Planned network: connections</source>
        <translation>Ontworpen net: aansluitingen</translation>
    </message>
    <message>
        <source>Output AANSLUITINGEN of the same run: homes on the network per kavel.</source>
        <translation>Uitvoer AANSLUITINGEN van dezelfde run: woningen op het net per kavel.</translation>
    </message>
    <message>
        <source>Energy match</source>
        <translation>Energiematch</translation>
    </message>
    <message>
        <source>Output SELECTIE of energiematch: homes per kavel that were chosen.</source>
        <translation>Uitvoer SELECTIE van energiematch: gekozen woningen per kavel.</translation>
    </message>
    <message>
        <source>Reach of a source around a kavel (m)</source>
        <translation>Bereik van een bron rond een kavel (m)</translation>
    </message>
    <message>
        <source>Pipes and sources that lie this far outside a kavel still count as its supply.</source>
        <translation>Leidingen en bronnen die zo ver buiten een kavel liggen, tellen nog mee als aanbod.</translation>
    </message>
    <message>
        <source>Least class of a pipe that counts as supply</source>
        <translation>Laagste klasse van een leiding die als aanbod telt</translation>
    </message>
    <message>
        <source>Class (kans) on the opportunity map; alle: every pipe with water.</source>
        <translation>Klasse (kans) op de kansenkaart; alle: elke leiding met water.</translation>
    </message>
    <message>
        <source>How connections are counted for the law</source>
        <translation>Hoe aansluitingen voor de wet worden geteld</translation>
    </message>
    <message>
        <source>individueel: each home and each other object is one. blok: a building that asks at most 100 kW at once is one connection.</source>
        <translation>individueel: elke woning en elk ander object is er één. blok: een gebouw dat ten hoogste 100 kW tegelijk vraagt, is één aansluiting.</translation>
    </message>
    <message>
        <source>Line density that suits a network (MWh/m)</source>
        <translation>Lijndichtheid die bij een net past (MWh/m)</translation>
    </message>
    <message>
        <source>Class of the line density, and where kavels are proposed.</source>
        <translation>Klasse van de lijndichtheid, en waar kavels worden voorgesteld.</translation>
    </message>
    <message>
        <source>Smallest kavel to propose (homes)</source>
        <translation>Kleinste kavel om voor te stellen (woningen)</translation>
    </message>
    <message>
        <source>Only when no kavels are given: less heat demand than that makes no kavel.</source>
        <translation>Alleen als er geen kavels zijn opgegeven: van minder warmtevraag dan dat wordt geen kavel gemaakt.</translation>
    </message>
    <message>
        <source>Warmtekavels</source>
        <translation>Warmtekavels</translation>
    </message>
    <message>
        <source>The kavels with demand, supply, coverage, densities, labels, owners, restrictions, planned network, regime of the law (Wcw), overlaps, and remarks.</source>
        <translation>De kavels met vraag, aanbod, dekking, dichtheden, labels, eigenaren, beperkingen, ontworpen net, regime van de wet (Wcw), overlap en bijzonderheden.</translation>
    </message>
    <message>
        <source>Table of the kavels</source>
        <translation>Tabel van de kavels</translation>
    </message>
    <message>
        <source>The same as a table, with a row for what lies in no kavel (rest) and one for everything (totaal). A name that ends in .xlsx, .ods or .csv gives a file for a spreadsheet.</source>
        <translation>Hetzelfde als tabel, met een rij voor wat in geen kavel ligt (rest) en een voor alles (totaal). Een naam die eindigt op .xlsx, .ods of .csv geeft een bestand voor een rekenblad.</translation>
    </message>
    <message>
        <source>Buildings with their kavel</source>
        <translation>Gebouwen met hun kavel</translation>
    </message>
    <message>
        <source>A point per building with the kavel that it counts in.</source>
        <translation>Een punt per gebouw met het kavel waarin het telt.</translation>
    </message>
    <message>
        <source>One HTML file with a table per kavel, a plot and the assumptions.</source>
        <translation>Eén HTML-bestand met een tabel per kavel, een figuur en de aannamen.</translation>
    </message>
    <message>
        <source>Power for space heating per m2 (W/m2)</source>
        <translation>Vermogen ruimteverwarming per m2 (W/m2)</translation>
    </message>
    <message>
        <source>For the choice w_per_m2, homes only; other objects go by full load hours.</source>
        <translation>Voor de keuze w_per_m2, alleen woningen; bij andere objecten volgt het vermogen uit vollasturen.</translation>
    </message>
    <message>
        <source>Comfort class of hot tap water (CW)</source>
        <translation>Comfortklasse warm tapwater (CW)</translation>
    </message>
    <message>
        <source>For the choice cw, homes on the ground; flats have a key figure (kental) of their own.</source>
        <translation>Voor de keuze cw, grondgebonden woningen; appartementen hebben een eigen kental.</translation>
    </message>
    <message>
        <source>{title}: the layer has no field &quot;{field}&quot;; it has: {fields}.</source>
        <translation>{title}: de laag heeft geen veld &quot;{field}&quot;; wel: {fields}.</translation>
    </message>
    <message>
        <source>{all} building = {chosen} chosen + {others} listed with a reason.</source>
        <translation>{all} gebouw = {chosen} gekozen + {others} vermeld met een reden.</translation>
    </message>
    <message>
        <source>{n} kavel. Homes: {homes} in it + {rest} outside it = {all}.</source>
        <translation>{n} kavel. Woningen: {homes} erin + {rest} erbuiten = {all}.</translation>
    </message>
    <message>
        <source>{n} kavels. Homes: {homes} in kavels + {rest} in none = {all}.</source>
        <translation>{n} kavels. Woningen: {homes} in kavels + {rest} in geen kavel = {all}.</translation>
    </message>
    <message>
        <source>The rows of the new-build plans are in no table: give an output for &quot;{output}&quot; ({name}) to get the heat and power of each.</source>
        <translation>De regels van de nieuwbouwplannen staan in geen tabel: geef een uitvoer op bij &quot;{output}&quot; ({name}) om warmte en vermogen van elke regel te krijgen.</translation>
    </message>
    <message>
        <source>Space heating of homes</source>
        <translation>Ruimteverwarming van woningen</translation>
    </message>
    <message>
        <source>vesta: by type, period, label and floor area (PBL, Vesta MAIS). label: the heat demand on the energy label itself, where the file with labels gives it (NTA 8800; what a home needs on paper), else vesta. etm: mean kWh per m2 of the label (Energy Transition Model), clearly higher. A figure of VIVET goes before all of them.</source>
        <translation>vesta: naar type, bouwperiode, label en oppervlakte (PBL, Vesta MAIS). label: de warmtebehoefte op het energielabel zelf, waar het bestand met labels die geeft (NTA 8800; wat een woning op papier nodig heeft), anders vesta. etm: gemiddelde kWh per m2 van het label (Energietransitiemodel), duidelijk hoger. Een cijfer van VIVET gaat voor alle drie.</translation>
    </message>
    <message>
        <source>Insulate other objects too</source>
        <translation>Ook utiliteit isoleren</translation>
    </message>
    <message>
        <source>Offices, schools and shops then save as much as homes with the same label; otherwise only homes.</source>
        <translation>Kantoren, scholen en winkels besparen dan evenveel als woningen met hetzelfde label; anders alleen woningen.</translation>
    </message>
    <message>
        <source>Power falls with insulation</source>
        <translation>Vermogen daalt mee met isolatie</translation>
    </message>
    <message>
        <source>For w_per_m2 and label: the power for space heating of each object falls as much as its space heating. Otherwise it stays that of the home before insulation. With vollasturen it always falls.</source>
        <translation>Bij w_per_m2 en label: het vermogen voor ruimteverwarming van elk object daalt evenveel als de ruimteverwarming. Anders blijft het dat van de woning voor isolatie. Bij vollasturen daalt het altijd.</translation>
    </message>
    <message>
        <source>Scale figures of VIVET too</source>
        <translation>Ook cijfers van VIVET bijstellen</translation>
    </message>
    <message>
        <source>Homes with a figure of the PBL (VIVET) then follow the gas use of their neighbourhood too, which may be of a later year; otherwise they keep that figure.</source>
        <translation>Woningen met een cijfer van het PBL (VIVET) volgen dan ook het gasverbruik van hun buurt, dat van een later jaar kan zijn; anders houden zij dat cijfer.</translation>
    </message>
    <message>
        <source>Table: heat, cooling and power of each row of the new-build plans, with a total. Without plans it is made only as a file.</source>
        <translation>Tabel: warmte, koude en vermogen van elke regel van de nieuwbouwplannen, met een totaal. Zonder plannen komt zij er alleen als bestand.</translation>
    </message>
    <message>
        <source>File of EP-online as delivered (CSV, also in its zip; the national file may be given as it is), or a table or workbook with object or address and label. The newest label of each object counts.</source>
        <translation>Bestand van EP-online zoals geleverd (CSV, ook in zijn zip; het landelijke bestand mag zo worden opgegeven), of een tabel of werkmap met object of adres en label. Van elk object telt het nieuwste label.</translation>
    </message>
    <message>
        <source>Small table (also CSV, xlsx or ods) or layer, a row per type of home: type, aantal, oppervlakte_m2 (per home) and if known personen and boiler_l. Rows with a place come on the map too.</source>
        <translation>Kleine tabel (ook CSV, xlsx of ods) of laag met een rij per woningtype: type, aantal, oppervlakte_m2 (per woning) en als dat bekend is personen en boiler_l. Rijen met een plaats komen ook op de kaart.</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Bodem</translation>
    </message>
    <message>
        <source>{title}: &quot;{value}&quot; cannot be opened as a layer; choose another one.</source>
        <translation>{title}: &quot;{value}&quot; kan niet als laag worden geopend; kies een andere.</translation>
    </message>
    <message>
        <source>Of the service &quot;{name}&quot; only what lies near the places was fetched.</source>
        <translation>Van de dienst &quot;{name}&quot; is alleen opgehaald wat bij de locaties ligt.</translation>
    </message>
    <message>
        <source>Ground restrictions: may we drill here</source>
        <translation>Beperkingen van de bodem: mag hier worden geboord</translation>
    </message>
    <message>
        <source>Tells for every building, kavel or trace whether WKO and ground loops are allowed, how deep, and why.</source>
        <translation>Vertelt per gebouw, kavel of tracé of WKO en bodemlussen mogen, tot welke diepte, en waarom.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Tells for every place whether an open system (WKO) and closed loops in the ground are allowed there, to what depth, for which reasons, by which rule of law, and according to which map.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Places: buildings, parcels, kavels, traces or points. And maps, each in its role: from the WKO-tool (ArcGIS FeatureServer or GeoJSON), PDOK (WFS), a province, or the BRO; as many layers per role as you have, in any known coordinate system. For a kind of map that is empty here, such as a nature map without nature, give the empty layer: then it counts as tested.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; The places with a verdict per technique: toegestaan (allowed), aandacht (attention), verboden (forbidden) or onbekend (nothing found, but not every kind of map was given); of lines and areas the share of each. The largest depth, reasons, rules, distances to existing systems, what was not tested, and the maps with their date. Parts of lines and areas per verdict, a table of the maps, a report in one HTML file, findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; A missing map is never read as allowed. Existing systems forbid nothing: near one, its influence has to be looked into. Not every system is registered, and the maps of provinces differ. A first reading of maps: the authority decides.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Vertelt voor elke locatie of een open systeem (WKO) en gesloten bodemlussen daar mogen, tot welke diepte, om welke redenen, volgens welke regel, en volgens welke kaart.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Locaties: gebouwen, percelen, kavels, tracés of punten. En kaarten, elk in haar rol: uit de WKO-tool (ArcGIS FeatureServer of GeoJSON), van PDOK (WFS), van een provincie, of uit de BRO; per rol zoveel lagen als u hebt, in elk bekend coördinatenstelsel. Is een soort kaart hier leeg, zoals een natuurkaart zonder natuur, geef dan de lege laag: dan telt zij als getoetst.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De locaties met een oordeel per techniek: toegestaan, aandacht, verboden of onbekend (niets gevonden, maar niet elke soort kaart is gegeven); van lijnen en vlakken het deel van elk. De grootste diepte, redenen, regels, afstanden tot bestaande systemen, wat niet is getoetst, en de kaarten met hun datum. Delen van lijnen en vlakken per oordeel, een tabel van de kaarten, een rapport in één HTML-bestand, meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Een ontbrekende kaart is nooit gelezen als toegestaan. Bestaande systemen verbieden niets: dichtbij moet hun invloed worden onderzocht. Niet elk systeem is geregistreerd, en de kaarten van provincies verschillen. Een eerste lezing van kaarten: het bevoegd gezag beslist.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>ground energy,aquifer storage,borehole,drilling,permit,depth limit,groundwater protection</source>
        <translation>bodemenergie,warmte-koudeopslag,boring,boren,vergunning,dieptebeperking,grondwaterbescherming</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Locaties</translation>
    </message>
    <message>
        <source>Places where WKO is allowed</source>
        <translation>Locaties waar WKO is toegestaan</translation>
    </message>
    <message>
        <source>Places where WKO was not tested in full</source>
        <translation>Locaties waar WKO niet volledig is getoetst</translation>
    </message>
    <message>
        <source>Places where WKO asks for attention</source>
        <translation>Locaties waar WKO aandacht vraagt</translation>
    </message>
    <message>
        <source>Places where WKO is forbidden</source>
        <translation>Locaties waar WKO is verboden</translation>
    </message>
    <message>
        <source>Places where ground loops are allowed</source>
        <translation>Locaties waar bodemlussen zijn toegestaan</translation>
    </message>
    <message>
        <source>Places where ground loops were not tested in full</source>
        <translation>Locaties waar bodemlussen niet volledig zijn getoetst</translation>
    </message>
    <message>
        <source>Places where ground loops ask for attention</source>
        <translation>Locaties waar bodemlussen aandacht vragen</translation>
    </message>
    <message>
        <source>Places where ground loops are forbidden</source>
        <translation>Locaties waar bodemlussen zijn verboden</translation>
    </message>
    <message>
        <source>Shallowest depth limit (m)</source>
        <translation>Ondiepste dieptegrens (m)</translation>
    </message>
    <message>
        <source>Maps that were used</source>
        <translation>Gebruikte kaarten</translation>
    </message>
    <message>
        <source>Kinds of map that were not given</source>
        <translation>Soorten kaart die ontbraken</translation>
    </message>
    <message>
        <source>There is nothing to judge by: give at least one map, such as the prohibitions.</source>
        <translation>Er is niets om aan te toetsen: geef ten minste één kaart, zoals de verbodsgebieden.</translation>
    </message>
    <message>
        <source>{file} does not exist: choose another file or folder.</source>
        <translation>{file} bestaat niet: kies een ander bestand of een andere map.</translation>
    </message>
    <message>
        <source>A field with the depth limit was given, but no map with depth limits.</source>
        <translation>Er is een veld met de dieptegrens gegeven, maar geen kaart met dieptegrenzen.</translation>
    </message>
    <message>
        <source>No map with depth limits has a field &quot;{field}&quot;. There are: {fields}.</source>
        <translation>Geen kaart met dieptegrenzen heeft een veld &quot;{field}&quot;. Er zijn: {fields}.</translation>
    </message>
    <message>
        <source>{technique}: {allowed} allowed + {unknown} not tested in full + {attention} attention + {forbidden} forbidden = {n} places.</source>
        <translation>{technique}: {allowed} toegestaan + {unknown} niet volledig getoetst + {attention} aandacht + {forbidden} verboden = {n} locaties.</translation>
    </message>
    <message>
        <source>Ground loops</source>
        <translation>Bodemlussen</translation>
    </message>
    <message>
        <source>Places to judge</source>
        <translation>Te beoordelen locaties</translation>
    </message>
    <message>
        <source>Buildings, parcels, kavels (areas), traces (lines) or points, in any known coordinate system. Of lines and areas the share per verdict is given too.</source>
        <translation>Gebouwen, percelen, kavels (vlakken), tracés (lijnen) of punten, in elk bekend coördinatenstelsel. Van lijnen en vlakken komt ook het deel per oordeel eruit.</translation>
    </message>
    <message>
        <source>Field with the name of a place</source>
        <translation>Veld met de naam van een locatie</translation>
    </message>
    <message>
        <source>Empty: a field that is called so (pand_id, kavel_id, identificatie, id ...).</source>
        <translation>Leeg: een veld dat zo heet (pand_id, kavel_id, identificatie, id ...).</translation>
    </message>
    <message>
        <source>BRO groundwater usage systems (XML)</source>
        <translation>BRO-grondwatergebruiksystemen (XML)</translation>
    </message>
    <message>
        <source>Files of the BRO (GUF), one or more registrations each, or folders with such files: systems of the kinds that are in them count as open systems, closed systems or abstractions.</source>
        <translation>Bestanden van de BRO (GUF) met elk een of meer registraties, of mappen met zulke bestanden: de systemen erin tellen naar hun soort als open systeem, gesloten systeem of onttrekking.</translation>
    </message>
    <message>
        <source>Power on the side of the ground (kW)</source>
        <translation>Bodemzijdig vermogen (kW)</translation>
    </message>
    <message>
        <source>Of the system that is meant, if known: then only the rule for that power is given (a closed system needs a permit from 70 kW). Empty: both rules are given.</source>
        <translation>Van het bedoelde systeem, als dat bekend is: dan staat alleen de regel voor dat vermogen erbij (een gesloten systeem heeft vanaf 70 kW een vergunning nodig). Leeg: beide regels staan erbij.</translation>
    </message>
    <message>
        <source>Field with the depth limit</source>
        <translation>Veld met de dieptegrens</translation>
    </message>
    <message>
        <source>Of the depth limits and drilling-free zones: metres below ground level. Empty: a field that is called so, such as Max_Diepte. Text such as tot 50 m is understood.</source>
        <translation>Van de dieptebeperkingen en boringsvrije zones: meters onder maaiveld. Leeg: een veld dat zo heet, zoals Max_Diepte. Tekst zoals tot 50 m wordt begrepen.</translation>
    </message>
    <message>
        <source>Depth limit where the map gives none (m)</source>
        <translation>Dieptegrens waar de kaart er geen geeft (m)</translation>
    </message>
    <message>
        <source>Metres below ground level, for areas of those maps without a depth of their own. Empty: such an area asks for attention, and the depth stays unknown.</source>
        <translation>Meters onder maaiveld, voor vlakken van die kaarten zonder eigen diepte. Leeg: zo'n vlak vraagt aandacht, en de diepte blijft onbekend.</translation>
    </message>
    <message>
        <source>Search distance for open systems (m)</source>
        <translation>Zoekafstand voor open systemen (m)</translation>
    </message>
    <message>
        <source>Search distance for closed systems (m)</source>
        <translation>Zoekafstand voor gesloten systemen (m)</translation>
    </message>
    <message>
        <source>Search distance for abstractions (m)</source>
        <translation>Zoekafstand voor onttrekkingen (m)</translation>
    </message>
    <message>
        <source>An existing system within this distance asks for attention.</source>
        <translation>Een bestaand systeem binnen deze afstand vraagt aandacht.</translation>
    </message>
    <message>
        <source>Places with verdict</source>
        <translation>Locaties met oordeel</translation>
    </message>
    <message>
        <source>The places with a verdict on WKO and on ground loops, largest depth, every reason in words, rules of law, distances to existing systems, what was not tested, and the maps with their date. Input of warmtekavels (restrictions), wkogeschiktheid, bodemlussen and miniwarmtenetten.</source>
        <translation>De locaties met een oordeel over WKO en over bodemlussen, de grootste diepte, elke reden in woorden, regels, afstanden tot bestaande systemen, wat niet is getoetst, en de kaarten met hun datum. Invoer van warmtekavels (beperkingen), wkogeschiktheid, bodemlussen en miniwarmtenetten.</translation>
    </message>
    <message>
        <source>Parts per verdict</source>
        <translation>Delen per oordeel</translation>
    </message>
    <message>
        <source>Lines and areas, cut where verdict or greatest depth change: where along a trace to drill.</source>
        <translation>Lijnen en vlakken, geknipt waar oordeel of grootste diepte verandert: waar langs een tracé kan worden geboord.</translation>
    </message>
    <message>
        <source>Table with the role, name, date and number of features of each map.</source>
        <translation>Tabel met rol, naam, datum en aantal objecten van elke kaart.</translation>
    </message>
    <message>
        <source>One HTML file with the verdicts, the reasons, the depths, the systems nearby, the rules of law, what was not tested, and the maps with their dates.</source>
        <translation>Eén HTML-bestand met de oordelen, de redenen, de diepten, de systemen in de buurt, de regels, wat niet is getoetst, en de kaarten met hun datum.</translation>
    </message>
    <message>
        <source>Prohibition</source>
        <translation>Verbod</translation>
    </message>
    <message>
        <source>Areas where ground energy is forbidden: layer Verbodsgebieden of the WKO-tool, or of a province. No installations: those forbid nothing.</source>
        <translation>Gebieden waar bodemenergie is verboden: de laag Verbodsgebieden van de WKO-tool, of van een provincie. Geen installaties: die verbieden niets.</translation>
    </message>
    <message>
        <source>Depth limit</source>
        <translation>Dieptebeperking</translation>
    </message>
    <message>
        <source>Areas with a largest depth: Restrictie dieptebeperking of the WKO-tool, drilling-free zones of a province. The shallowest limit counts.</source>
        <translation>Gebieden met een grootste diepte: Restrictie dieptebeperking van de WKO-tool, boringsvrije zones van een provincie. De ondiepste grens telt.</translation>
    </message>
    <message>
        <source>Groundwater protection</source>
        <translation>Grondwaterbescherming</translation>
    </message>
    <message>
        <source>Water collection, protection areas and drilling-free zones: PDOK (provincies), or of a province.</source>
        <translation>Waterwingebieden, beschermingsgebieden en boringsvrije zones: van PDOK (provincies), of van een provincie.</translation>
    </message>
    <message>
        <source>Zoning of ground energy</source>
        <translation>Ordening van bodemenergie</translation>
    </message>
    <message>
        <source>Areas with a plan or policy for ground energy: Restrictie ordening of the WKO-tool.</source>
        <translation>Gebieden met een plan of beleid voor bodemenergie: Restrictie ordening van de WKO-tool.</translation>
    </message>
    <message>
        <source>Interference areas</source>
        <translation>Interferentiegebieden</translation>
    </message>
    <message>
        <source>Areas that a municipality or province has appointed: every system needs a permit there.</source>
        <translation>Gebieden die een gemeente of provincie heeft aangewezen: elk systeem heeft daar een vergunning nodig.</translation>
    </message>
    <message>
        <source>Archaeology</source>
        <translation>Archeologie</translation>
    </message>
    <message>
        <source>Attention areas for archaeology.</source>
        <translation>Aandachtsgebieden voor archeologie.</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Natuur</translation>
    </message>
    <message>
        <source>Attention areas for nature: Natura 2000, NNN.</source>
        <translation>Aandachtsgebieden voor natuur: Natura 2000, NNN.</translation>
    </message>
    <message>
        <source>Geological values</source>
        <translation>Aardkundige waarden</translation>
    </message>
    <message>
        <source>Attention areas for aardkundige waarden.</source>
        <translation>Aandachtsgebieden voor aardkundige waarden.</translation>
    </message>
    <message>
        <source>Open systems (WKO)</source>
        <translation>Open systemen (WKO)</translation>
    </message>
    <message>
        <source>Existing open systems: WKO-tool, LGR, BRO. They forbid nothing; near one a place asks for attention.</source>
        <translation>Bestaande open systemen: WKO-tool, LGR, BRO. Ze verbieden niets; dichtbij vraagt een locatie aandacht.</translation>
    </message>
    <message>
        <source>Closed systems (ground loops)</source>
        <translation>Gesloten systemen (bodemlussen)</translation>
    </message>
    <message>
        <source>Existing closed systems: WKO-tool, LGR or BRO (GeoPackage). They forbid nothing; near one a place asks for attention.</source>
        <translation>Bestaande gesloten systemen: WKO-tool, LGR of BRO (GeoPackage). Ze verbieden niets; dichtbij vraagt een locatie aandacht.</translation>
    </message>
    <message>
        <source>Groundwater abstractions</source>
        <translation>Grondwateronttrekkingen</translation>
    </message>
    <message>
        <source>Existing abstractions of groundwater: near one a place asks for attention.</source>
        <translation>Bestaande onttrekkingen van grondwater: dichtbij vraagt een locatie aandacht.</translation>
    </message>
    <message>
        <source>Mini heat networks: neighbours that share ground loops</source>
        <translation>Miniwarmtenetten: buren die bodemlussen delen</translation>
    </message>
    <message>
        <source>Divides neighbourhoods into clusters of neighbours that share ground loops, at the lowest cost together.</source>
        <translation>Verdeelt buurten in clusters van buren die bodemlussen delen, samen tegen de laagste kosten.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Finds neighbours along one side of a street or around a court that can share loops in the ground, each home with its own heat pump, and divides a neighbourhood into the clusters that save most together.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Buildings with heat demand. If you have them: parcels, the restrictions of the ground (bodemrestricties), streets, water, public green, and the outputs of bodemlussen (places for loops, yield of the ground). Without parcels the ground closest to a building stands for its parcel: an estimate, and said so.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Clusters with homes, loops, depth, pipe, yearly cost per home against a gas boiler, an own loop and an air heat pump, the regime of the law (Wcw) and what has to be arranged; every building with its cluster or the reason why it has none; pipes, loops, a table of who is left over, a report in one HTML file, findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Costs come from the table in the folder of the province of Utrecht (price level January 2024), read between its rows or beyond them, as is told per cluster; what a cluster costs more or less in drilling and pipes is an estimate. Pipes are straight stretches, no route. Nobody is in two clusters. A first selection for talks with neighbours, no design.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Zoekt buren langs één kant van een straat of rond een hof die bodemlussen kunnen delen, elke woning met een eigen warmtepomp, en verdeelt een buurt in de clusters die samen het meest besparen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Gebouwen met warmtevraag. Als u ze hebt: percelen, de beperkingen van de bodem (bodemrestricties), straten, water, openbaar groen, en de uitvoer van bodemlussen (plaatsen voor lussen, opbrengst van de bodem). Zonder percelen staat de grond het dichtst bij een gebouw voor zijn perceel: een schatting, en dat staat erbij.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Clusters met woningen, lussen, diepte, leiding, kosten per woning per jaar tegenover een cv-ketel, een eigen lus en een luchtwarmtepomp, het regime van de wet (Wcw) en wat er geregeld moet worden; elk gebouw met zijn cluster of de reden waarom het er geen heeft; leidingen, lussen, een tabel van wie overblijft, een rapport in één HTML-bestand, meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; De kosten komen uit de tabel in de folder van de provincie Utrecht (prijspeil januari 2024), gelezen tussen de rijen of erbuiten, zoals per cluster staat; wat een cluster meer of minder kost aan boringen en leidingen is een schatting. Leidingen zijn rechte stukken, geen tracé. Niemand zit in twee clusters. Een eerste selectie voor een gesprek tussen buren, geen ontwerp.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>neighbours,shared loop,ring,clusters,heat pump,cooperative,ground source</source>
        <translation>buren,gedeelde lus,ring,clusters,warmtepomp,coöperatie,bodemwarmte</translation>
    </message>
    <message>
        <source>Mini networks</source>
        <translation>Miniwarmtenetten</translation>
    </message>
    <message>
        <source>Homes in mini networks</source>
        <translation>Woningen in miniwarmtenetten</translation>
    </message>
    <message>
        <source>Homes that could take part but are left over</source>
        <translation>Woningen die kunnen meedoen maar overblijven</translation>
    </message>
    <message>
        <source>Homes that cannot take part</source>
        <translation>Woningen die niet kunnen meedoen</translation>
    </message>
    <message>
        <source>Loop in all (m)</source>
        <translation>Bodemlus in totaal (m)</translation>
    </message>
    <message>
        <source>Pipe between loops and homes, estimate (m)</source>
        <translation>Leiding tussen lussen en woningen, schatting (m)</translation>
    </message>
    <message>
        <source>Mini network, per home (EUR/year)</source>
        <translation>Miniwarmtenet, per woning (EUR/jaar)</translation>
    </message>
    <message>
        <source>Gas boiler, per home (EUR/year)</source>
        <translation>Cv-ketel op aardgas, per woning (EUR/jaar)</translation>
    </message>
    <message>
        <source>Own loop, per home (EUR/year)</source>
        <translation>Eigen bodemlus, per woning (EUR/jaar)</translation>
    </message>
    <message>
        <source>Air heat pump, per home (EUR/year)</source>
        <translation>Luchtwarmtepomp, per woning (EUR/jaar)</translation>
    </message>
    <message>
        <source>Saving against own loops, all homes (EUR/year)</source>
        <translation>Voordeel tegenover eigen lussen, alle woningen (EUR/jaar)</translation>
    </message>
    <message>
        <source>Saving proved to be within this of the best division (%)</source>
        <translation>Voordeel ligt bewezen binnen dit deel van de beste verdeling (%)</translation>
    </message>
    <message>
        <source>The largest number of homes ({high}) is smaller than the smallest ({low}).</source>
        <translation>Het grootste aantal woningen ({high}) is kleiner dan het kleinste ({low}).</translation>
    </message>
    <message>
        <source>{n} mini networks. Homes: {homes} in them + {left} left over + {others} that cannot take part = {all}.</source>
        <translation>{n} miniwarmtenetten. Woningen: {homes} daarin + {left} die overblijven + {others} die niet kunnen meedoen = {all}.</translation>
    </message>
    <message>
        <source>Field with the id of a building</source>
        <translation>Veld met het id van een gebouw</translation>
    </message>
    <message>
        <source>Empty: a field that is called so (pand_id, identificatie ...).</source>
        <translation>Leeg: een veld dat zo heet (pand_id, identificatie ...).</translation>
    </message>
    <message>
        <source>Homes per mini network</source>
        <translation>Woningen per miniwarmtenet</translation>
    </message>
    <message>
        <source>2-10: the pilots in Utrecht (2025). 2-50: the folder of the province (2024).</source>
        <translation>2-10: de Utrechtse pilots (2025). 2-50: de folder van de provincie (2024).</translation>
    </message>
    <message>
        <source>How loops are shared</source>
        <translation>Hoe lussen worden gedeeld</translation>
    </message>
    <message>
        <source>gedeelde lus: each loop serves two or three neighbours. ringnet: all loops on one pipe that passes all homes.</source>
        <translation>gedeelde lus: elke lus bedient twee of drie buren. ringnet: alle lussen op één leiding die langs alle woningen loopt.</translation>
    </message>
    <message>
        <source>Aim of the division</source>
        <translation>Doel van de verdeling</translation>
    </message>
    <message>
        <source>kosten: the greatest saving for all homes together. deelname: first as many homes as possible, then the saving.</source>
        <translation>kosten: het grootste voordeel voor alle woningen samen. deelname: eerst zoveel mogelijk woningen, dan het voordeel.</translation>
    </message>
    <message>
        <source>Smallest number of homes</source>
        <translation>Kleinste aantal woningen</translation>
    </message>
    <message>
        <source>Per mini network. Empty: that of the definition (2).</source>
        <translation>Per miniwarmtenet. Leeg: dat van de definitie (2).</translation>
    </message>
    <message>
        <source>Largest number of homes</source>
        <translation>Grootste aantal woningen</translation>
    </message>
    <message>
        <source>Per mini network. Empty: that of the definition (10 or 50).</source>
        <translation>Per miniwarmtenet. Leeg: dat van de definitie (10 of 50).</translation>
    </message>
    <message>
        <source>Largest number of homes per loop</source>
        <translation>Grootste aantal woningen per lus</translation>
    </message>
    <message>
        <source>Empty: the key figure mini.n_per_lus (3). Heat and depth may ask for more loops.</source>
        <translation>Leeg: het kental mini.n_per_lus (3). Warmtevraag en diepte kunnen om meer lussen vragen.</translation>
    </message>
    <message>
        <source>Greatest depth of a loop (m)</source>
        <translation>Grootste diepte van een lus (m)</translation>
    </message>
    <message>
        <source>Below ground level. A restriction may allow less. Empty: the key figure.</source>
        <translation>Onder maaiveld. Een beperking kan minder toestaan. Leeg: het kental.</translation>
    </message>
    <message>
        <source>Yield of the ground (W/m)</source>
        <translation>Opbrengst van de bodem (W/m)</translation>
    </message>
    <message>
        <source>Per metre of loop, 20 to 60 by the soil, where the layer with the yield does not tell. Empty: the key figure.</source>
        <translation>Per meter lus, 20 tot 60 naar de grondsoort, waar de laag met de opbrengst niets zegt. Leeg: het kental.</translation>
    </message>
    <message>
        <source>Loops in public green too</source>
        <translation>Ook lussen in openbaar groen</translation>
    </message>
    <message>
        <source>With permission of the municipality, where own ground has no room.</source>
        <translation>Met toestemming van de gemeente, waar eigen grond geen ruimte heeft.</translation>
    </message>
    <message>
        <source>Places that ask for attention take part</source>
        <translation>Locaties die aandacht vragen doen mee</translation>
    </message>
    <message>
        <source>Buildings with the verdict aandacht on ground loops.</source>
        <translation>Gebouwen met het oordeel aandacht over bodemlussen.</translation>
    </message>
    <message>
        <source>Places that were not tested in full take part</source>
        <translation>Locaties die niet volledig zijn getoetst doen mee</translation>
    </message>
    <message>
        <source>Buildings with the verdict onbekend, or without any verdict; the clusters tell which maps were missing.</source>
        <translation>Gebouwen met het oordeel onbekend, of zonder oordeel; de clusters vertellen welke kaarten ontbraken.</translation>
    </message>
    <message>
        <source>One HTML file with costs against gas boiler, own loop and air heat pump, the clusters, what has to be arranged, and who is left over and why.</source>
        <translation>Eén HTML-bestand met de kosten tegenover cv-ketel, eigen lus en luchtwarmtepomp, de clusters, wat er geregeld moet worden, en wie overblijft en waarom.</translation>
    </message>
    <message>
        <source>Outlines: output GEBOUWEN of warmtevraag, or any layer of buildings with homes and heat demand. What is missing is derived, and the log says how.</source>
        <translation>Omtrekken: uitvoer GEBOUWEN van warmtevraag, of een andere laag met gebouwen, woningen en warmtevraag. Wat ontbreekt wordt afgeleid; het logboek zegt hoe.</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Percelen</translation>
    </message>
    <message>
        <source>Kadastrale percelen (PDOK): whose ground it is and where a loop has room. Empty: the ground closest to each building stands for its parcel, an estimate.</source>
        <translation>Kadastrale percelen (PDOK): van wie de grond is en waar ruimte is voor een lus. Leeg: de grond het dichtst bij elk gebouw staat voor zijn perceel, een schatting.</translation>
    </message>
    <message>
        <source>Output LOCATIES_UIT of bodemrestricties: where ground loops are allowed, and how deep. Without it nothing was tested, and the clusters say so.</source>
        <translation>Uitvoer LOCATIES_UIT van bodemrestricties: waar bodemlussen mogen, en hoe diep. Zonder deze laag is niets getoetst, en dat staat bij de clusters.</translation>
    </message>
    <message>
        <source>Centre lines (NWB, OpenStreetMap, TOP10NL): neighbours share no loop across one.</source>
        <translation>Hartlijnen (NWB, OpenStreetMap, TOP10NL): buren delen geen lus over een straat heen.</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Water</translation>
    </message>
    <message>
        <source>Lines or areas: neighbours share no loop across it.</source>
        <translation>Lijnen of vlakken: buren delen geen lus over water heen.</translation>
    </message>
    <message>
        <source>Public green</source>
        <translation>Openbaar groen</translation>
    </message>
    <message>
        <source>Ground of the municipality in which loops may be drilled with its permission (BGT).</source>
        <translation>Grond van de gemeente waarin met haar toestemming lussen mogen worden geboord (BGT).</translation>
    </message>
    <message>
        <source>Places for loops</source>
        <translation>Plaatsen voor lussen</translation>
    </message>
    <message>
        <source>Output LUSSEN of bodemlussen, for instance. Empty: places are found on the free ground.</source>
        <translation>Bijvoorbeeld uitvoer LUSSEN van bodemlussen. Leeg: plaatsen worden op de vrije grond gezocht.</translation>
    </message>
    <message>
        <source>Yield of the ground per building</source>
        <translation>Opbrengst van de bodem per gebouw</translation>
    </message>
    <message>
        <source>Output GEBOUWEN_UIT of bodemlussen: W per metre by building (pand_id, w_per_m).</source>
        <translation>Uitvoer GEBOUWEN_UIT van bodemlussen: W per meter per gebouw (pand_id, w_per_m).</translation>
    </message>
    <message>
        <source>The clusters: homes, loops, depth, pipe, whose ground, yearly cost per home against gas boiler, own loop and air heat pump, regime of the law (Wcw), what has to be arranged.</source>
        <translation>De clusters: woningen, lussen, diepte, leiding, van wie de grond is, kosten per woning per jaar tegenover cv-ketel, eigen lus en luchtwarmtepomp, regime van de wet (Wcw), wat er geregeld moet worden.</translation>
    </message>
    <message>
        <source>Buildings with their mini network</source>
        <translation>Gebouwen met hun miniwarmtenet</translation>
    </message>
    <message>
        <source>Every building once, with its cluster, or the reason why it has none.</source>
        <translation>Elk gebouw één keer, met zijn cluster, of de reden waarom het er geen heeft.</translation>
    </message>
    <message>
        <source>Straight stretches between neighbours and to the loops: a length, no route.</source>
        <translation>Rechte stukken tussen buren en naar de lussen: een lengte, geen tracé.</translation>
    </message>
    <message>
        <source>Loops</source>
        <translation>Lussen</translation>
    </message>
    <message>
        <source>A point per loop with depth, power, homes, and whose ground it is.</source>
        <translation>Een punt per lus met diepte, vermogen, woningen, en van wie de grond is.</translation>
    </message>
    <message>
        <source>Left over, by reason</source>
        <translation>Wie overblijft, per reden</translation>
    </message>
    <message>
        <source>Table: how many buildings and homes are in no cluster, and why.</source>
        <translation>Tabel: hoeveel gebouwen en woningen in geen cluster zitten, en waarom.</translation>
    </message>
    <message>
        <source>WKO suitability: which layer carries a doublet</source>
        <translation>WKO-geschiktheid: welke laag een doublet draagt</translation>
    </message>
    <message>
        <source>Finds the best water-bearing layer for an open system in REGIS II, with flow, power and well distance.</source>
        <translation>Zoekt in REGIS II de beste watervoerende laag voor een open systeem, met debiet, vermogen en bronafstand.</translation>
    </message>
    <message>
        <source>aquifer,groundwater,doublet,well,ground energy,suitability,cross-section,sand</source>
        <translation>watervoerend pakket,grondwater,doublet,bron,bodemenergie,geschiktheid,doorsnede,zand</translation>
    </message>
    <message>
        <source>Points or cells</source>
        <translation>Punten of cellen</translation>
    </message>
    <message>
        <source>Suitable ones</source>
        <translation>Waarvan geschikt</translation>
    </message>
    <message>
        <source>Fairly suitable ones</source>
        <translation>Waarvan matig geschikt</translation>
    </message>
    <message>
        <source>Unsuitable ones</source>
        <translation>Waarvan ongeschikt</translation>
    </message>
    <message>
        <source>Points or cells where nothing is known</source>
        <translation>Punten of cellen waarvan niets bekend is</translation>
    </message>
    <message>
        <source>Flow of a well, median (m3/h)</source>
        <translation>Debiet van een bron, mediaan (m3/h)</translation>
    </message>
    <message>
        <source>Power of a doublet, median (kW)</source>
        <translation>Vermogen van een doublet, mediaan (kW)</translation>
    </message>
    <message>
        <source>Distance between wells, median (m)</source>
        <translation>Bronafstand, mediaan (m)</translation>
    </message>
    <message>
        <source>Doublets that fit, at most</source>
        <translation>Doubletten die passen, ten hoogste</translation>
    </message>
    <message>
        <source>Power of those doublets (kW)</source>
        <translation>Vermogen van die doubletten (kW)</translation>
    </message>
    <message>
        <source>Points or cells where storage at a higher temperature seems possible</source>
        <translation>Punten of cellen waar opslag op hogere temperatuur mogelijk lijkt</translation>
    </message>
    <message>
        <source>Both an area and points were given: choose one of the two.</source>
        <translation>Zowel een gebied als punten zijn opgegeven: kies een van beide.</translation>
    </message>
    <message>
        <source>Neither an area nor points were given: choose one of the two.</source>
        <translation>Er is geen gebied en er zijn geen punten opgegeven: kies een van beide.</translation>
    </message>
    <message>
        <source>A field of the points was chosen, but no points: choose that layer too.</source>
        <translation>Er is een veld van de punten gekozen, maar geen punten: kies ook die laag.</translation>
    </message>
    <message>
        <source>REGIS: {path} does not exist; choose a NetCDF file or a folder.</source>
        <translation>REGIS: {path} bestaat niet; kies een NetCDF-bestand of een map.</translation>
    </message>
    <message>
        <source>Suitable {good} + fair {fair} + unsuitable {poor} + unknown {unknown} = {all}.</source>
        <translation>Geschikt {good} + matig {fair} + ongeschikt {poor} + onbekend {unknown} = {all}.</translation>
    </message>
    <message>
        <source>REGIS II: NetCDF, folder, or a raster in it</source>
        <translation>REGIS II: NetCDF, map of een raster daarin</translation>
    </message>
    <message>
        <source>Layers of the ground as TNO delivers them: REGIS.nc, or a folder with rasters per unit (GeoTIFF, ASC, IDF or NetCDF; old and new codes). Choose one of the rasters to read the folder that it lies in, or type the path of the folder.</source>
        <translation>Lagen van de ondergrond zoals TNO ze levert: REGIS.nc, of een map met rasters per eenheid (GeoTIFF, ASC, IDF of NetCDF; oude en nieuwe codes). Kies een van de rasters om de map te lezen waarin het staat, of typ het pad van de map.</translation>
    </message>
    <message>
        <source>Polygons, such as kavels or a municipality: every cell of the model in them is judged, and the doublets that fit in each are counted. Give an area or points, not both.</source>
        <translation>Vlakken, zoals kavels of een gemeente: elke cel van het model daarin wordt beoordeeld, en de doubletten die in elk passen worden geteld. Geef een gebied of punten op, niet beide.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punten</translation>
    </message>
    <message>
        <source>Places to look at, also buildings: the report draws the layers under the first ones, and a cross-section along all of them.</source>
        <translation>Plekken om te bekijken, ook gebouwen: het rapport tekent de lagen onder de eerste ervan, en een doorsnede langs alle.</translation>
    </message>
    <message>
        <source>Ground restrictions</source>
        <translation>Beperkingen van de bodem</translation>
    </message>
    <message>
        <source>Output of bodemrestricties: LOCATIES_UIT, or of areas and traces better DELEN, which follows the borders of the maps. The depth that it allows limits the search, and where WKO is forbidden no place is suitable. Empty: the verdict is on the ground alone.</source>
        <translation>Uitvoer van bodemrestricties: LOCATIES_UIT, of van vlakken en lijnen liever DELEN, dat de grenzen van de kaarten volgt. De diepte die daar mag, begrenst het zoeken, en waar WKO verboden is, is geen enkele plek geschikt. Leeg: het oordeel gaat over de bodem alleen.</translation>
    </message>
    <message>
        <source>Field with the name of a point</source>
        <translation>Veld met de naam van een punt</translation>
    </message>
    <message>
        <source>Empty: a field that is recognised by its name, else points are numbered.</source>
        <translation>Leeg: een veld dat aan zijn naam wordt herkend, anders worden punten genummerd.</translation>
    </message>
    <message>
        <source>Largest depth of a WKO (m below surface)</source>
        <translation>Grootste diepte van een WKO (m onder maaiveld)</translation>
    </message>
    <message>
        <source>Layers count above this depth, or above what the restrictions allow.</source>
        <translation>Lagen tellen mee boven deze diepte, of boven wat de beperkingen toelaten.</translation>
    </message>
    <message>
        <source>Full-load hours of a well per season</source>
        <translation>Vollasturen van een bron per seizoen</translation>
    </message>
    <message>
        <source>More hours store more water: a larger distance between the wells, and less flow by the norm for infiltration.</source>
        <translation>Meer uren bergen meer water: een grotere afstand tussen de bronnen, en minder debiet volgens de infiltratienorm.</translation>
    </message>
    <message>
        <source>Temperature difference between the wells (K)</source>
        <translation>Temperatuurverschil tussen de bronnen (K)</translation>
    </message>
    <message>
        <source>Power of a doublet per flow.</source>
        <translation>Vermogen van een doublet per debiet.</translation>
    </message>
    <message>
        <source>Conductivity above which a layer is suitable (m/d)</source>
        <translation>Doorlatendheid waarboven een laag geschikt is (m/d)</translation>
    </message>
    <message>
        <source>Mean horizontal conductivity of the layer.</source>
        <translation>Gemiddelde horizontale doorlatendheid van de laag.</translation>
    </message>
    <message>
        <source>Thickness from which a layer is suitable (m)</source>
        <translation>Dikte vanaf welke een laag geschikt is (m)</translation>
    </message>
    <message>
        <source>Of the part within the depths.</source>
        <translation>Van het deel binnen de diepte.</translation>
    </message>
    <message>
        <source>Distance between wells (thermal radii)</source>
        <translation>Afstand tussen de bronnen (thermische stralen)</translation>
    </message>
    <message>
        <source>Between a warm and a cold well.</source>
        <translation>Tussen een warme en een koude bron.</translation>
    </message>
    <message>
        <source>Size of a cell (m)</source>
        <translation>Grootte van een cel (m)</translation>
    </message>
    <message>
        <source>Of an area. Empty: that of the rasters, larger where an area has very many of them. Rounded to whole cells of the rasters.</source>
        <translation>Van een gebied. Leeg: die van de rasters, groter waar een gebied er heel veel heeft. Afgerond op hele cellen van de rasters.</translation>
    </message>
    <message>
        <source>Suitability for WKO</source>
        <translation>Geschiktheid voor WKO</translation>
    </message>
    <message>
        <source>Cells of the area or the points: class, the layer with its depth, thickness, kh and kD, clay above and below, flow, power, thermal radius, distance between wells, and why.</source>
        <translation>Cellen van het gebied of de punten: klasse, de laag met haar diepte, dikte, kh en kD, klei erboven en eronder, debiet, vermogen, thermische straal, bronafstand en waarom.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Lagen</translation>
    </message>
    <message>
        <source>Doublets per area</source>
        <translation>Doubletten per gebied</translation>
    </message>
    <message>
        <source>One HTML file with the layers under a place, cross-sections and the assumptions.</source>
        <translation>Eén HTML-bestand met de lagen onder een plek, doorsneden en de aannamen.</translation>
    </message>
    <message>
        <source>Ground loops: how many, where, and what they do to each other</source>
        <translation>Bodemlussen: hoeveel, waar, en wat ze elkaar aandoen</translation>
    </message>
    <message>
        <source>Places the vertical loops that buildings need on parcels and in public ground, and computes how the ground cools.</source>
        <translation>Geeft de verticale lussen die gebouwen nodig hebben een plaats op percelen en in openbare grond, en berekent hoe de bodem afkoelt.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Computes how many metres of vertical loop each building needs, places the loops, and tells per building whether they fit and what happens when everybody drills.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Buildings with heat demand. If you have them: parcels, public ground, the output of bodemrestricties, trees, sewers, existing systems, and GeoTOP or REGIS for the yield of the ground.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Loops as points with depth, power and homes, each building with a verdict (past, past deels, past niet, verboden, te ondiep, geen grond) and the reason, the ground where a loop may stand, an overview, findings, a report, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Own ground goes first, then public ground within reach, which asks for permission. Loops keep their distance to each other, buildings, boundaries, trees and sewers; no national rule gives these distances, so all can be changed. The yield in W/m is an estimate. Cooling is computed for ground at rest, without flow of groundwater; more than 1.5 K by others is too much. Whether a rig can reach a garden is not looked at. This is no design: a certified firm designs and drills.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Berekent hoeveel meter verticale lus elk gebouw nodig heeft, geeft de lussen een plaats, en zegt per gebouw of ze passen en wat er gebeurt als iedereen boort.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Gebouwen met warmtevraag. Als u ze hebt: percelen, openbare grond, de uitvoer van bodemrestricties, bomen, riolen, bestaande systemen, en GeoTOP of REGIS voor de opbrengst van de bodem.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Lussen als punten met diepte, vermogen en woningen, elk gebouw met een oordeel (past, past deels, past niet, verboden, te ondiep, geen grond) en de reden, de grond waar een lus mag staan, een overzicht, meldingen, een rapport, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Eigen grond gaat voor, dan openbare grond binnen bereik, waarvoor toestemming nodig is. Lussen houden afstand tot elkaar, gebouwen, perceelgrenzen, bomen en riolen; geen landelijke regel schrijft die afstanden voor, dus alle zijn te wijzigen. De opbrengst in W/m is een schatting. De afkoeling geldt voor stilstaande bodem, zonder grondwaterstroming; meer dan 1,5 K door anderen is te veel. Of een boorstelling een tuin kan bereiken is niet bekeken. Dit is geen ontwerp: een gecertificeerd bedrijf ontwerpt en boort.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>borehole,ground loop,closed system,ground source heat pump,interference,parcel</source>
        <translation>boring,bodemlus,gesloten systeem,bodemwarmtepomp,interferentie,perceel</translation>
    </message>
    <message>
        <source>Buildings with heat demand on the map</source>
        <translation>Gebouwen met warmtevraag op de kaart</translation>
    </message>
    <message>
        <source>Buildings whose loops all fit</source>
        <translation>Gebouwen waar alle lussen passen</translation>
    </message>
    <message>
        <source>Buildings whose loops fit in part</source>
        <translation>Gebouwen waar een deel van de lussen past</translation>
    </message>
    <message>
        <source>Buildings without room for a loop</source>
        <translation>Gebouwen zonder plaats voor een lus</translation>
    </message>
    <message>
        <source>Buildings where loops are forbidden</source>
        <translation>Gebouwen waar lussen verboden zijn</translation>
    </message>
    <message>
        <source>Buildings where the allowed depth is too little</source>
        <translation>Gebouwen waar de toegestane diepte te klein is</translation>
    </message>
    <message>
        <source>Buildings without parcel or public ground</source>
        <translation>Gebouwen zonder perceel of openbare grond</translation>
    </message>
    <message>
        <source>Homes in buildings with heat demand</source>
        <translation>Woningen in gebouwen met warmtevraag</translation>
    </message>
    <message>
        <source>Homes whose loops all fit</source>
        <translation>Woningen waarvan alle lussen passen</translation>
    </message>
    <message>
        <source>Loops placed</source>
        <translation>Geplaatste lussen</translation>
    </message>
    <message>
        <source>Loops needed</source>
        <translation>Lussen die nodig zijn</translation>
    </message>
    <message>
        <source>Loops in public ground</source>
        <translation>Lussen in openbare grond</translation>
    </message>
    <message>
        <source>Metres of loop placed</source>
        <translation>Geplaatste meters lus</translation>
    </message>
    <message>
        <source>Metres of loop needed</source>
        <translation>Meters lus die nodig zijn</translation>
    </message>
    <message>
        <source>Power from the ground of the placed loops (kW)</source>
        <translation>Vermogen uit de bodem van de geplaatste lussen (kW)</translation>
    </message>
    <message>
        <source>Least distance between two loops (m)</source>
        <translation>Kleinste afstand tussen twee lussen (m)</translation>
    </message>
    <message>
        <source>Buildings that others cool more than the limit</source>
        <translation>Gebouwen waar anderen de bodem meer afkoelen dan de grens</translation>
    </message>
    <message>
        <source>{name}: 0 cannot be; give a number above 0 or leave it empty.</source>
        <translation>{name}: 0 kan niet; geef een getal boven 0 of laat het leeg.</translation>
    </message>
    <message>
        <source>{path} does not exist; choose a file, or leave it empty.</source>
        <translation>{path} bestaat niet; kies een bestand of laat het leeg.</translation>
    </message>
    <message>
        <source>{asked} buildings with heat demand: all loops fit at {whole}, part of them at {some}, none at {none}. {placed} of {needed} loops have a place.</source>
        <translation>{asked} gebouwen met warmtevraag: bij {whole} passen alle lussen, bij {some} een deel, bij {none} geen. {placed} van {needed} lussen hebben een plaats.</translation>
    </message>
    <message>
        <source>Output GEBOUWEN of warmtevraag, or any layer with buildings and fields such as pand_id, woningen, rv_kw, warmte_gj and koude_gj. Include sheds and garages: loops keep away from them too.</source>
        <translation>Uitvoer GEBOUWEN van warmtevraag, of een laag met gebouwen en velden zoals pand_id, woningen, rv_kw, warmte_gj en koude_gj. Neem schuren en garages mee: ook daar blijven lussen vandaan.</translation>
    </message>
    <message>
        <source>Cadastral parcels (PDOK) or any areas that belong to the buildings on them. Empty: the ground closest to each building is taken, an estimate.</source>
        <translation>Kadastrale percelen (PDOK) of andere vlakken die horen bij de gebouwen die erop staan. Leeg: de grond die het dichtst bij elk gebouw ligt, een schatting.</translation>
    </message>
    <message>
        <source>Public ground</source>
        <translation>Openbare grond</translation>
    </message>
    <message>
        <source>Green, squares and other public ground where the municipality may allow loops (BGT or your own). Only used for what does not fit on own ground.</source>
        <translation>Groen, pleinen en andere openbare grond waar de gemeente lussen kan toestaan (BGT of eigen laag). Alleen voor wat niet op eigen grond past.</translation>
    </message>
    <message>
        <source>Output LOCATIES_UIT of bodemrestricties, for the buildings or for areas: where loops are forbidden none comes, and the allowed depth limits them. Empty: nothing says that drilling is allowed.</source>
        <translation>Uitvoer LOCATIES_UIT van bodemrestricties, voor de gebouwen of voor gebieden: waar lussen verboden zijn komt er geen, en de toegestane diepte begrenst ze. Leeg: nergens blijkt uit dat boren mag.</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>Bomen</translation>
    </message>
    <message>
        <source>Points (trunks) or areas (crowns).</source>
        <translation>Punten (stammen) of vlakken (kronen).</translation>
    </message>
    <message>
        <source>Sewers</source>
        <translation>Riolen</translation>
    </message>
    <message>
        <source>Pipes, for instance the output LEIDINGEN_UIT of rioolinlezen.</source>
        <translation>Leidingen, bijvoorbeeld de uitvoer LEIDINGEN_UIT van rioolinlezen.</translation>
    </message>
    <message>
        <source>Existing closed systems</source>
        <translation>Bestaande gesloten systemen</translation>
    </message>
    <message>
        <source>From the WKO-tool or the BRO: loops keep their distance, and both cool each other. Not every system is registered.</source>
        <translation>Uit de WKO-tool of de BRO: lussen houden afstand, en ze koelen elkaar af. Niet elk systeem staat geregistreerd.</translation>
    </message>
    <message>
        <source>Other obstacles</source>
        <translation>Andere obstakels</translation>
    </message>
    <message>
        <source>Cables, mains, water, paving that must stay whole: points, lines or areas.</source>
        <translation>Kabels, leidingen, water, verharding die heel moet blijven: punten, lijnen of vlakken.</translation>
    </message>
    <message>
        <source>Centre lines that estimated parcels keep off; of no use when parcels are given.</source>
        <translation>Hartlijnen waar geschatte percelen buiten blijven; niet nodig als er percelen zijn gegeven.</translation>
    </message>
    <message>
        <source>Layers of the ground, for the yield of the loops below GeoTOP or without it.</source>
        <translation>Lagen van de ondergrond, voor de opbrengst van de lussen onder GeoTOP of zonder GeoTOP.</translation>
    </message>
    <message>
        <source>GeoTOP: NetCDF</source>
        <translation>GeoTOP: NetCDF</translation>
    </message>
    <message>
        <source>Voxels of the ground to 50 m below NAP, for the yield of the loops. Without GeoTOP and REGIS a value for unknown ground counts everywhere.</source>
        <translation>Voxels van de ondergrond tot 50 m onder NAP, voor de opbrengst van de lussen. Zonder GeoTOP en REGIS geldt overal een waarde voor onbekende grond.</translation>
    </message>
    <message>
        <source>Depth of a loop (m)</source>
        <translation>Diepte van een lus (m)</translation>
    </message>
    <message>
        <source>Loops are at most this deep; a restriction may allow less.</source>
        <translation>Lussen zijn ten hoogste zo diep; een beperking kan minder toestaan.</translation>
    </message>
    <message>
        <source>Least distance between loops (m)</source>
        <translation>Kleinste afstand tussen lussen (m)</translation>
    </message>
    <message>
        <source>Between all loops, whoever they belong to.</source>
        <translation>Tussen alle lussen, van wie ze ook zijn.</translation>
    </message>
    <message>
        <source>In the Netherlands 20 to 60. Empty: from GeoTOP and REGIS where they are given, else a value for unknown ground.</source>
        <translation>In Nederland 20 tot 60. Leeg: uit GeoTOP en REGIS waar die zijn gegeven, anders een waarde voor onbekende grond.</translation>
    </message>
    <message>
        <source>Distance to buildings (m)</source>
        <translation>Afstand tot gebouwen (m)</translation>
    </message>
    <message>
        <source>For the foundation.</source>
        <translation>Voor de fundering.</translation>
    </message>
    <message>
        <source>Distance to the parcel boundary (m)</source>
        <translation>Afstand tot de perceelgrens (m)</translation>
    </message>
    <message>
        <source>Room for drilling; a municipality may ask more.</source>
        <translation>Ruimte voor de boring; een gemeente kan meer vragen.</translation>
    </message>
    <message>
        <source>Distance to trees (m)</source>
        <translation>Afstand tot bomen (m)</translation>
    </message>
    <message>
        <source>From the trunk; loops stay out of a crown that is drawn as an area.</source>
        <translation>Vanaf de stam; lussen blijven buiten een kroon die als vlak is getekend.</translation>
    </message>
    <message>
        <source>Distance to sewers (m)</source>
        <translation>Afstand tot riolen (m)</translation>
    </message>
    <message>
        <source>From the centre line.</source>
        <translation>Vanaf de hartlijn.</translation>
    </message>
    <message>
        <source>Reach of public ground (m)</source>
        <translation>Bereik van openbare grond (m)</translation>
    </message>
    <message>
        <source>In a straight line from a building to a loop in public ground.</source>
        <translation>In rechte lijn van een gebouw tot een lus in openbare grond.</translation>
    </message>
    <message>
        <source>For the power and the heat that the ground must give.</source>
        <translation>Voor het vermogen en de warmte die de bodem moet geven.</translation>
    </message>
    <message>
        <source>Estimate parcels when none are given</source>
        <translation>Percelen schatten als ze niet zijn gegeven</translation>
    </message>
    <message>
        <source>nee: then loops come in public ground only.</source>
        <translation>nee: dan komen lussen alleen in openbare grond.</translation>
    </message>
    <message>
        <source>Places that ask for attention</source>
        <translation>Plekken die aandacht vragen</translation>
    </message>
    <message>
        <source>Verdict aandacht of bodemrestricties: place loops there, or leave them out.</source>
        <translation>Oordeel aandacht van bodemrestricties: daar lussen plaatsen, of ze weglaten.</translation>
    </message>
    <message>
        <source>A point per loop with depth, power, homes, parcel, distance to the nearest loop, and how much the ground cools after 1, 5, 25 and 50 years.</source>
        <translation>Een punt per lus met diepte, vermogen, woningen, perceel, afstand tot de dichtstbijzijnde lus, en hoeveel de bodem afkoelt na 1, 5, 25 en 50 jaar.</translation>
    </message>
    <message>
        <source>Buildings with their verdict</source>
        <translation>Gebouwen met hun oordeel</translation>
    </message>
    <message>
        <source>Every building: whether its loops fit, metres and loops needed and placed, why not, and what its neighbours do to it.</source>
        <translation>Elk gebouw: of zijn lussen passen, meters en lussen nodig en geplaatst, waarom niet, en wat de buren ermee doen.</translation>
    </message>
    <message>
        <source>Ground for loops</source>
        <translation>Grond voor lussen</translation>
    </message>
    <message>
        <source>Own and public ground that remains when all distances are kept.</source>
        <translation>Eigen en openbare grond die overblijft als alle afstanden zijn aangehouden.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overzicht</translation>
    </message>
    <message>
        <source>Buildings, homes, loops and metres by verdict and reason.</source>
        <translation>Gebouwen, woningen, lussen en meters naar oordeel en reden.</translation>
    </message>
    <message>
        <source>One HTML file with verdicts, maps, cooling and the assumptions.</source>
        <translation>Eén HTML-bestand met oordelen, kaart, afkoeling en aannamen.</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Gebouwen</translation>
    </message>
    <message>
        <source>{file} holds several layers; only &quot;{first}&quot; was read. The others are: {others}.</source>
        <translation>{file} bevat meer lagen; alleen &quot;{first}&quot; is gelezen. De andere zijn: {others}.</translation>
    </message>
    <message>
        <source>Usable points or cells without a verdict of the restrictions</source>
        <translation>Bruikbare punten of cellen zonder oordeel van de beperkingen</translation>
    </message>
    <message>
        <source>Doublets that fit there, not in the sum</source>
        <translation>Doubletten die daar passen, niet in de som</translation>
    </message>
    <message>
        <source>Points or cells where GeoTOP contradicts the chosen layer</source>
        <translation>Punten of cellen waar GeoTOP de gekozen laag tegenspreekt</translation>
    </message>
    <message>
        <source>Voxels of the ground to 50 m below NAP, as a second opinion: the shallow layers beside those of REGIS II, and where it finds little sand in the chosen layer. It decides nothing.</source>
        <translation>Voxels van de ondergrond tot 50 m onder NAP, als tweede mening: de ondiepe lagen naast die van REGIS II, en waar GeoTOP in de gekozen laag weinig zand vindt. Het beslist niets.</translation>
    </message>
    <message>
        <source>Table with a row per layer under each point or cell, from the surface down; of GeoTOP, where it was given, with the role geotop.</source>
        <translation>Tabel met een rij per laag onder elk punt of elke cel, van boven naar beneden; van GeoTOP, waar dat is opgegeven, met de rol geotop.</translation>
    </message>
    <message>
        <source>The areas with the share of each class and the doublets that fit in them, those without a verdict of the restrictions apart.</source>
        <translation>De gebieden met het deel van elke klasse en de doubletten die erin passen, die zonder oordeel van de beperkingen apart.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Reads the layers of the ground from REGIS II and tells which one suits an open system (WKO): sand that lets water through, thick enough, at the right depth, with clay above and below.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The rasters of REGIS II (NetCDF, or a folder with GeoTIFF, ASC or IDF), and an area or points. If you have it: the output of bodemrestricties, which limits the depth, and GeoTOP (NetCDF) for a second opinion on the shallow part.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Cells or points with a class (geschikt, matig, ongeschikt, onbekend) and the reason, the layer with depth, thickness, kh and kD, the clay around it, and estimates: flow of a well, power of a doublet, thermal radius and distance between wells. Per area the doublets that fit at most, each layer at its own distance; those where the restrictions gave no verdict stand apart. Whether a deeper layer could store heat at a higher temperature. A table of all layers, and a report with the layers under a place and cross-sections.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Adjoining sand without clay between counts as one layer. The flow follows from design rules, not from a test; groundwater flow, salt and quality are not looked at. Onbekend is no verdict: the model says nothing there. A study and a test drilling decide, and the province permits.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Leest de lagen van de ondergrond uit REGIS II en zegt welke past bij een open systeem (WKO): zand dat goed doorlatend en dik genoeg is, op de juiste diepte, met klei erboven en eronder.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De rasters van REGIS II (NetCDF, of een map met GeoTIFF, ASC of IDF), en een gebied of punten. Als u die hebt: de uitvoer van bodemrestricties, die de diepte begrenst, en GeoTOP (NetCDF) voor een tweede mening over het ondiepe deel.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Cellen of punten met een klasse (geschikt, matig, ongeschikt, onbekend) en de reden, de laag met diepte, dikte, kh en kD, de klei eromheen, en ramingen: debiet van een bron, vermogen van een doublet, thermische straal en bronafstand. Per gebied de doubletten die ten hoogste passen, elke laag op haar eigen bronafstand; die waar de beperkingen geen oordeel gaven, staan apart. Of een diepere laag warmte op hogere temperatuur zou kunnen bergen. Een tabel van alle lagen, en een rapport met de lagen onder een plek en doorsneden.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Zand dat zonder klei ertussen op elkaar ligt, telt als één laag. Het debiet volgt uit ontwerpregels, niet uit een proef; grondwaterstroming, zoutgehalte en kwaliteit zijn niet bekeken. Onbekend is geen oordeel: het model zegt daar niets. Een WKO-onderzoek en een proefboring geven uitsluitsel, en de provincie verleent de vergunning.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>{n} mini network. Homes: {homes} in it + {left} left over + {others} that cannot take part = {all}.</source>
        <translation>{n} miniwarmtenet. Woningen: {homes} daarin + {left} die overblijven + {others} die niet kunnen meedoen = {all}.</translation>
    </message>
    <message>
        <source>The workbook cannot be written to {file}: choose another place.</source>
        <translation>Het werkboek kan niet naar {file} worden geschreven: kies een andere plaats.</translation>
    </message>
    <message>
        <source>The workbook {file} must have a name that ends in .xlsx.</source>
        <translation>De naam van het werkboek {file} moet op .xlsx eindigen.</translation>
    </message>
    <message>
        <source>Economy</source>
        <translation>Economie</translation>
    </message>
    <message>
        <source>What heat costs a resident</source>
        <translation>Wat warmte een bewoner kost</translation>
    </message>
    <message>
        <source>Sets investment, yearly costs and all costs over the years of seven ways to heat a home beside each other, for one home or for every building of a layer.</source>
        <translation>Zet investering, jaarlijkse kosten en alle kosten over de jaren van zeven manieren om een woning te verwarmen naast elkaar, voor één woning of voor elk gebouw van een laag.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Sets what a resident pays for heat beside each other: gas boiler, source network (bronnet), medium temperature network (MT-net), hybrid heat pump, air heat pump, own ground loop and mini network.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Nothing, for a usual terraced home; or the numbers of one home; or buildings with heat demand (output of warmtevraag) to reckon them all. Fill in the energy prices of now: they decide most.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A table per home or type of home and concept with investment, insulation, adaptations, connection fee, subsidies, VAT, yearly costs, replacing and all costs over the years (TCO); a map of the cheapest concept per building and of what a concept costs more than a gas boiler; costs at other prices and the prices at which the order turns; a workbook, a report in one HTML file, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Costs are estimates with key figures, with VAT, per home; a small difference between concepts is no difference. VAT is reckoned before subsidies. A concept that is not possible (a loop for a flat) has no amounts and a reason, and is never the cheapest. Buildings without homes are listed with the reason. What is not in it, such as cooking, noise and room, stands in the report.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Zet naast elkaar wat een bewoner voor warmte betaalt: cv-ketel, bronnet, MT-net, hybride warmtepomp, luchtwarmtepomp, eigen bodemlus en miniwarmtenet.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Niets, voor een gewone tussenwoning; of de cijfers van één woning; of gebouwen met warmtevraag (uitvoer van warmtevraag) om ze allemaal door te rekenen. Vul de energieprijzen van nu in: die bepalen het meest.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een tabel per woning of woningtype en concept met investering, isolatie, aanpassingen, bijdrage aansluitkosten, subsidies, btw, jaarlijkse kosten, herinvestering en alle kosten over de jaren (TCO); een kaart van het goedkoopste concept per gebouw en van wat een concept meer kost dan een cv-ketel; kosten bij andere prijzen en de prijzen waarbij de volgorde omslaat; een werkboek, een rapport in één HTML-bestand, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Kosten zijn ramingen met kentallen, met btw, per woning; een klein verschil tussen concepten is geen verschil. De btw wordt vóór de subsidies berekend. Een concept dat niet kan (een lus bij een appartement) heeft geen bedragen maar een reden, en is nooit het goedkoopst. Gebouwen zonder woningen staan met de reden in de lijst. Wat er niet in zit, zoals koken, geluid en ruimte, staat in het rapport.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>resident,home owner,total cost of ownership,subsidy,VAT,energy price,heat pump</source>
        <translation>bewoner,eigenaar,totale kosten,subsidie,btw,energieprijs,warmtepomp</translation>
    </message>
    <message>
        <source>Homes that were reckoned</source>
        <translation>Woningen die zijn berekend</translation>
    </message>
    <message>
        <source>Buildings without a result, all listed</source>
        <translation>Gebouwen zonder uitkomst, alle gemeld</translation>
    </message>
    <message>
        <source>Price of gas at which the order turns, nearest to now, for the type with most homes (EUR/m³)</source>
        <translation>Gasprijs waarbij de volgorde omslaat, het dichtst bij nu, voor het type met de meeste woningen (EUR/m³)</translation>
    </message>
    <message>
        <source>Price of electricity at which the order turns, nearest to now, for the type with most homes (EUR/kWh)</source>
        <translation>Stroomprijs waarbij de volgorde omslaat, het dichtst bij nu, voor het type met de meeste woningen (EUR/kWh)</translation>
    </message>
    <message>
        <source>There is no concept to reckon: choose at least one.</source>
        <translation>Er is geen concept om door te rekenen: kies er minstens een.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; needs buildings: choose a layer of buildings, or leave it out.</source>
        <translation>Voor &quot;{output}&quot; zijn gebouwen nodig: kies een laag met gebouwen, of laat deze uitvoer weg.</translation>
    </message>
    <message>
        <source>one home, as given</source>
        <translation>één woning, zoals ingevuld</translation>
    </message>
    <message>
        <source>Buildings: {all} = {reckoned} reckoned ({homes} homes) + {others} without a result, all listed.</source>
        <translation>Gebouwen: {all} = {reckoned} berekend ({homes} woningen) + {others} zonder uitkomst, alle gemeld.</translation>
    </message>
    <message>
        <source>Cheapest concept: {concept}.</source>
        <translation>Goedkoopste concept: {concept}.</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>Werkboek</translation>
    </message>
    <message>
        <source>All tables in one file, a sheet each, with raw numbers.</source>
        <translation>Alle tabellen in één bestand, elk op een eigen blad, met ruwe getallen.</translation>
    </message>
    <message>
        <source>One HTML file with all costs per concept, investment, yearly costs, prices at which the order turns, types of home, the map, and what is not in it.</source>
        <translation>Eén HTML-bestand met alle kosten per concept, investering, jaarlijkse kosten, prijzen waarbij de volgorde omslaat, woningtypen, de kaart, en wat er niet in zit.</translation>
    </message>
    <message>
        <source>Cheapest concept</source>
        <translation>Goedkoopste concept</translation>
    </message>
    <message>
        <source>Costs per concept</source>
        <translation>Kosten per concept</translation>
    </message>
    <message>
        <source>Table: a row per home or type of home and concept, with investment, subsidies, VAT, yearly costs, replacing, and all costs over the years.</source>
        <translation>Tabel: een rij per woning of woningtype en concept, met investering, subsidies, btw, jaarlijkse kosten, herinvestering en alle kosten over de jaren.</translation>
    </message>
    <message>
        <source>Buildings with their cheapest concept</source>
        <translation>Gebouwen met hun goedkoopste concept</translation>
    </message>
    <message>
        <source>Map: every building once, with the cheapest concept and what the others cost more per home and year, or the reason why nothing was reckoned. Only with buildings.</source>
        <translation>Kaart: elk gebouw één keer, met het goedkoopste concept en wat de andere per woning per jaar meer kosten, of de reden waarom niets is berekend. Alleen met gebouwen.</translation>
    </message>
    <message>
        <source>Costs at other prices</source>
        <translation>Kosten bij andere prijzen</translation>
    </message>
    <message>
        <source>Table: all costs of each concept over a grid of prices of gas and electricity.</source>
        <translation>Tabel: alle kosten van elk concept bij een rooster van gas- en stroomprijzen.</translation>
    </message>
    <message>
        <source>Prices at which the order turns</source>
        <translation>Prijzen waarbij de volgorde omslaat</translation>
    </message>
    <message>
        <source>Table: the price of a carrier at which another concept becomes the cheapest.</source>
        <translation>Tabel: de prijs van een energiedrager waarbij een ander concept het goedkoopst wordt.</translation>
    </message>
    <message>
        <source>Homes by cheapest concept</source>
        <translation>Woningen naar goedkoopste concept</translation>
    </message>
    <message>
        <source>Table: buildings and homes by cheapest concept, and those without a result by reason. Only with buildings.</source>
        <translation>Tabel: gebouwen en woningen per goedkoopste concept, en die zonder uitkomst per reden. Alleen met gebouwen.</translation>
    </message>
    <message>
        <source>Output GEBOUWEN of warmtevraag, or any layer of buildings (outlines or points) with homes and heat demand. Empty: one home, with the numbers below.</source>
        <translation>Uitvoer GEBOUWEN van warmtevraag, of een andere laag met gebouwen (vlakken of punten) met woningen en warmtevraag. Leeg: één woning, met de cijfers hieronder.</translation>
    </message>
    <message>
        <source>One home: type</source>
        <translation>Eén woning: type</translation>
    </message>
    <message>
        <source>Only without buildings. A flat (appartement) has no ground for a loop of its own.</source>
        <translation>Alleen zonder gebouwen. Een appartement heeft geen eigen grond voor een lus.</translation>
    </message>
    <message>
        <source>One home: floor area (m²)</source>
        <translation>Eén woning: gebruiksoppervlakte (m²)</translation>
    </message>
    <message>
        <source>For the costs of insulation.</source>
        <translation>Voor de kosten van isolatie.</translation>
    </message>
    <message>
        <source>One home: heat demand (GJ/year)</source>
        <translation>Eén woning: warmtevraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Space heating and hot water together; 1,000 m³ of gas is about 32 GJ of heat.</source>
        <translation>Ruimteverwarming en warm tapwater samen; 1.000 m³ gas is ongeveer 32 GJ warmte.</translation>
    </message>
    <message>
        <source>One home: of which hot tap water (GJ/year)</source>
        <translation>Eén woning: waarvan warm tapwater (GJ/jaar)</translation>
    </message>
    <message>
        <source>One home: cooling demand (GJ/year)</source>
        <translation>Eén woning: koelvraag (GJ/jaar)</translation>
    </message>
    <message>
        <source>Counts when cooling is on.</source>
        <translation>Telt mee als koeling aan staat.</translation>
    </message>
    <message>
        <source>One home: energy label</source>
        <translation>Eén woning: energielabel</translation>
    </message>
    <message>
        <source>Decides whether the home is insulated first. onbekend: its year decides.</source>
        <translation>Bepaalt of de woning eerst wordt geïsoleerd. onbekend: het bouwjaar bepaalt dat.</translation>
    </message>
    <message>
        <source>One home: year of construction</source>
        <translation>Eén woning: bouwjaar</translation>
    </message>
    <message>
        <source>Empty: not known.</source>
        <translation>Leeg: niet bekend.</translation>
    </message>
    <message>
        <source>One home: homes in its block</source>
        <translation>Eén woning: woningen in het blok</translation>
    </message>
    <message>
        <source>Homes that share one connection, when a block counts as one.</source>
        <translation>Woningen die één aansluiting delen, als een blok als één telt.</translation>
    </message>
    <message>
        <source>Concepts to compare</source>
        <translation>Concepten om te vergelijken</translation>
    </message>
    <message>
        <source>cv: gas boiler; bronnet: source network with an own heat pump; mt: medium temperature network; hybride: hybrid heat pump; lucht: air heat pump; lus: own ground loop; mini: shared ground loops.</source>
        <translation>cv: cv-ketel op aardgas; bronnet: bronnet met eigen warmtepomp; mt: middentemperatuurnet; hybride: hybride warmtepomp; lucht: luchtwarmtepomp; lus: eigen bodemlus; mini: gedeelde bodemlussen (miniwarmtenet).</translation>
    </message>
    <message>
        <source>Years to compare over</source>
        <translation>Jaren waarover wordt vergeleken</translation>
    </message>
    <message>
        <source>What has to be replaced within it is paid again.</source>
        <translation>Wat in die tijd vervangen moet worden, wordt opnieuw betaald.</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Wat de kaart toont</translation>
    </message>
    <message>
        <source>goedkoopst: the cheapest concept. meerkosten: what one concept costs more per year than a gas boiler. A GeoPackage keeps both, to choose from.</source>
        <translation>goedkoopst: het goedkoopste concept. meerkosten: wat één concept per jaar meer kost dan een cv-ketel. Een GeoPackage bewaart beide, om uit te kiezen.</translation>
    </message>
    <message>
        <source>Concept that is set against a gas boiler</source>
        <translation>Concept dat tegenover een cv-ketel staat</translation>
    </message>
    <message>
        <source>On the map with extra costs, and in the report.</source>
        <translation>Op de kaart met meerkosten, en in het rapport.</translation>
    </message>
    <message>
        <source>Price of gas (EUR/m³, with VAT)</source>
        <translation>Gasprijs (EUR/m³, met btw)</translation>
    </message>
    <message>
        <source>In the first year.</source>
        <translation>In het eerste jaar.</translation>
    </message>
    <message>
        <source>Price of electricity (EUR/kWh, with VAT)</source>
        <translation>Stroomprijs (EUR/kWh, met btw)</translation>
    </message>
    <message>
        <source>Price of heat (EUR/GJ, with VAT)</source>
        <translation>Warmteprijs (EUR/GJ, met btw)</translation>
    </message>
    <message>
        <source>Of a medium temperature network, in the first year.</source>
        <translation>Van een MT-net, in het eerste jaar.</translation>
    </message>
    <message>
        <source>Rise of the price of gas (share per year)</source>
        <translation>Stijging van de gasprijs (deel per jaar)</translation>
    </message>
    <message>
        <source>0.02 is 2 % a year.</source>
        <translation>0,02 is 2 % per jaar.</translation>
    </message>
    <message>
        <source>Rise of the price of electricity (share per year)</source>
        <translation>Stijging van de stroomprijs (deel per jaar)</translation>
    </message>
    <message>
        <source>Rise of the price of heat (share per year)</source>
        <translation>Stijging van de warmteprijs (deel per jaar)</translation>
    </message>
    <message>
        <source>Rise of standing charges and maintenance (share per year)</source>
        <translation>Stijging van vastrecht en onderhoud (deel per jaar)</translation>
    </message>
    <message>
        <source>Rise of the price of replacing (share per year)</source>
        <translation>Stijging van de prijs van herinvestering (deel per jaar)</translation>
    </message>
    <message>
        <source>Discount rate (share per year)</source>
        <translation>Disconto (deel per jaar)</translation>
    </message>
    <message>
        <source>Of the present value of all costs.</source>
        <translation>Van de contante waarde van alle kosten.</translation>
    </message>
    <message>
        <source>Insulation first</source>
        <translation>Eerst isoleren</translation>
    </message>
    <message>
        <source>label: homes with a poor label, or of old without one. alle: all homes. geen: none; insulation stays out of the costs.</source>
        <translation>label: woningen met een slecht label, of oude woningen zonder label. alle: alle woningen. geen: geen enkele; isolatie blijft buiten de kosten.</translation>
    </message>
    <message>
        <source>Subsidies (ISDE)</source>
        <translation>Subsidies (ISDE)</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>Btw</translation>
    </message>
    <message>
        <source>juist: over what is bought, subsidies come off after it. afgedrukt: over the balance after subsidies and not on replacing, as the report on Leusden has it; to recompute that only.</source>
        <translation>juist: over wat wordt gekocht, de subsidies gaan er daarna af. afgedrukt: over het saldo na subsidies en niet over herinvestering, zoals in het rapport over Leusden; alleen om dat na te rekenen.</translation>
    </message>
    <message>
        <source>Rise of prices</source>
        <translation>Prijsstijging</translation>
    </message>
    <message>
        <source>drager: per energy carrier, in all concepts. afgedrukt: on all yearly costs of the gas boiler and nowhere else, as the report on Leusden has it; to recompute that only.</source>
        <translation>drager: per energiedrager, in alle concepten. afgedrukt: op alle jaarlijkse kosten van de cv-ketel en nergens anders, zoals in het rapport over Leusden; alleen om dat na te rekenen.</translation>
    </message>
    <message>
        <source>What ranks the concepts</source>
        <translation>Wat de volgorde bepaalt</translation>
    </message>
    <message>
        <source>nominaal: the sum of all payments. contant: their present value with the discount rate.</source>
        <translation>nominaal: de som van alle betalingen. contant: hun contante waarde met het disconto.</translation>
    </message>
    <message>
        <source>Connection of a flat</source>
        <translation>Aansluiting van een appartement</translation>
    </message>
    <message>
        <source>woning: each home pays a connection fee and standing charge. blok: the homes share those of the block.</source>
        <translation>woning: elke woning betaalt bijdrage aansluitkosten en vastrecht. blok: de woningen delen die van het blok.</translation>
    </message>
    <message>
        <source>Insulation lowers the heat demand</source>
        <translation>Isolatie verlaagt de warmtevraag</translation>
    </message>
    <message>
        <source>Off: the heat that was given is already that after insulation.</source>
        <translation>Uit: de gegeven warmte is al die na isolatie.</translation>
    </message>
    <message>
        <source>Cooling counts</source>
        <translation>Koeling telt mee</translation>
    </message>
    <message>
        <source>The costs of cooling in summer, for the concepts that can.</source>
        <translation>De kosten van koelen in de zomer, voor de concepten die dat kunnen.</translation>
    </message>
    <message>
        <source>Connection fee, BAK (EUR, without VAT)</source>
        <translation>Bijdrage aansluitkosten, BAK (EUR, zonder btw)</translation>
    </message>
    <message>
        <source>Empty: the key figure.</source>
        <translation>Leeg: het kental.</translation>
    </message>
    <message>
        <source>Standing charge of a source network (EUR/year, without VAT)</source>
        <translation>Vastrecht van een bronnet (EUR/jaar, zonder btw)</translation>
    </message>
    <message>
        <source>Empty: the key figures.</source>
        <translation>Leeg: de kentallen.</translation>
    </message>
    <message>
        <source>Standing charge of a medium temperature network (EUR/year, without VAT)</source>
        <translation>Vastrecht van een MT-net (EUR/jaar, zonder btw)</translation>
    </message>
    <message>
        <source>Output HOEVEELHEDEN of warmtenet: what the network costs. With both types of network in the table they are set side by side.</source>
        <translation>Uitvoer HOEVEELHEDEN van warmtenet: wat het net kost. Staan beide soorten net in de tabel, dan komen zij naast elkaar.</translation>
    </message>
    <message>
        <source>Output AANSLUITINGEN of warmtenet: homes, power and heat per building. A block of homes up to 100 kW counts as one connection. Empty: give the number of homes.</source>
        <translation>Uitvoer AANSLUITINGEN van warmtenet: woningen, vermogen en warmte per gebouw. Een blok woningen tot 100 kW telt als één aansluiting. Leeg: geef het aantal woningen.</translation>
    </message>
    <message>
        <source>Optional, output GEBOUWEN of warmtevraag: type and owner tell which connections are flats or homes of a housing corporation, that always take part.</source>
        <translation>Mag leeg, uitvoer GEBOUWEN van warmtevraag: type en eigenaar zeggen welke aansluitingen appartementen of woningen van een corporatie zijn, die altijd meedoen.</translation>
    </message>
    <message>
        <source>Figures of a business case</source>
        <translation>Cijfers van een businesscase</translation>
    </message>
    <message>
        <source>Recompute a consultants&apos; report</source>
        <translation>Reken een adviesrapport na</translation>
    </message>
    <message>
        <source>Where the table or the file has more than one: all of them, or one.</source>
        <translation>Waar de tabel of het bestand er meer heeft: alle, of één.</translation>
    </message>
    <message>
        <source>Uptake over the years (%)</source>
        <translation>Volloop over de jaren (%)</translation>
    </message>
    <message>
        <source>Share of that uptake that has connected by year 1, 2, ..., with ; between them, for instance 10;40;80;100. Empty: all at once.</source>
        <translation>Deel van die volloop dat in jaar 1, 2, ... is aangesloten, met ; ertussen, bijvoorbeeld 10;40;80;100. Leeg: alles meteen.</translation>
    </message>
    <message>
        <source>Standing charge (EUR/year)</source>
        <translation>Vastrecht (EUR/jaar)</translation>
    </message>
    <message>
        <source>One amount per connection. Empty: that of the type of network, 249 EUR and 63 EUR per kW above 3 kW, or 595 EUR (MT).</source>
        <translation>Eén bedrag per aansluiting. Leeg: dat van de soort net, 249 EUR en 63 EUR per kW boven 3 kW, of 595 EUR (MT).</translation>
    </message>
    <message>
        <source>How connections count for tariffs</source>
        <translation>Hoe aansluitingen tellen voor tarieven</translation>
    </message>
    <message>
        <source>juridisch (standard): a block up to 100 kW pays as one; woning: every home.</source>
        <translation>juridisch (standaard): een blok tot 100 kW betaalt als één; woning: elke woning.</translation>
    </message>
    <message>
        <source>WIS subsidy</source>
        <translation>WIS-subsidie</translation>
    </message>
    <message>
        <source>6000 EUR per connection, at most 49 % of the investment; standard: yes.</source>
        <translation>6000 EUR per aansluiting, ten hoogste 49 % van de investering; standaard: ja.</translation>
    </message>
    <message>
        <source>How connections count for WIS</source>
        <translation>Hoe aansluitingen tellen voor de WIS</translation>
    </message>
    <message>
        <source>woning (standard): every home; juridisch: a block counts as one.</source>
        <translation>woning (standaard): elke woning; juridisch: een blok telt als één.</translation>
    </message>
    <message>
        <source>Income from CO2 certificates</source>
        <translation>Opbrengst van CO2-certificaten</translation>
    </message>
    <message>
        <source>Computed from heat and electricity; standard: yes, for 15 years.</source>
        <translation>Berekend uit warmte en elektriciteit; standaard: ja, 15 jaar lang.</translation>
    </message>
    <message>
        <source>SDE++</source>
        <translation>SDE++</translation>
    </message>
    <message>
        <source>Per GJ, 15 years, not indexed; standard: only for an MT network.</source>
        <translation>Per GJ, 15 jaar, niet geïndexeerd; standaard: alleen bij een MT-net.</translation>
    </message>
    <message>
        <source>Surcharges on the investment</source>
        <translation>Opslagen op de investering</translation>
    </message>
    <message>
        <source>leusden (standard): AUK 8 %, profit and risk 13 %, contingency 15 %; putten: contingency 15 %, project 15 % and engineering 15 %; geen: none.</source>
        <translation>leusden (standaard): AUK 8 %, winst en risico 13 %, onvoorzien 15 %; putten: onvoorzien 15 %, projectkosten 15 % en engineering 15 %; geen: geen opslagen.</translation>
    </message>
    <message>
        <source>Contingency stacked</source>
        <translation>Onvoorzien gestapeld</translation>
    </message>
    <message>
        <source>Contingency over the other surcharges too; standard: no, direct costs only.</source>
        <translation>Onvoorzien ook over de andere opslagen; standaard: nee, alleen over de directe kosten.</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>Lening</translation>
    </message>
    <message>
        <source>lineair (standard): equal repayments; annuiteit: equal payments; geen: own money.</source>
        <translation>lineair (standaard): gelijke aflossing; annuiteit: gelijke betaling; geen: eigen geld.</translation>
    </message>
    <message>
        <source>Peak load from</source>
        <translation>Piek uit</translation>
    </message>
    <message>
        <source>geen (standard): the source itself; gas or elektrisch: a boiler.</source>
        <translation>geen (standaard): de bron zelf; gas of elektrisch: een ketel.</translation>
    </message>
    <message>
        <source>House connections built as homes connect</source>
        <translation>Aansluitleidingen groeien mee</translation>
    </message>
    <message>
        <source>Standard: no, everything is built in year 0.</source>
        <translation>Standaard: nee, alles wordt in jaar 0 gebouwd.</translation>
    </message>
    <message>
        <source>Draws (Monte Carlo)</source>
        <translation>Trekkingen (Monte Carlo)</translation>
    </message>
    <message>
        <source>How often all uncertain assumptions are drawn together.</source>
        <translation>Hoe vaak alle onzekere aannamen samen worden getrokken.</translation>
    </message>
    <message>
        <source>Seed of the draws</source>
        <translation>Zaad van de trekkingen</translation>
    </message>
    <message>
        <source>The same seed gives the same draws again.</source>
        <translation>Hetzelfde zaad geeft weer dezelfde trekkingen.</translation>
    </message>
    <message>
        <source>One HTML file: does it pay, with its range and its tipping points, and what that rests on.</source>
        <translation>Eén HTML-bestand: kan het uit, met de bandbreedte en de kantelpunten, en waarop dat rust.</translation>
    </message>
    <message>
        <source>Report of the recomputation</source>
        <translation>Rapport van het narekenen</translation>
    </message>
    <message>
        <source>One HTML file: every printed figure of the report beside ours.</source>
        <translation>Eén HTML-bestand: elk afgedrukt cijfer van het rapport naast dat van ons.</translation>
    </message>
    <message>
        <source>Variant that the numbers are of</source>
        <translation>Variant waar de getallen van zijn</translation>
    </message>
    <message>
        <source>Investment with surcharges (EUR)</source>
        <translation>Investering met opslagen (EUR)</translation>
    </message>
    <message>
        <source>Net present value (EUR)</source>
        <translation>Netto contante waarde (EUR)</translation>
    </message>
    <message>
        <source>Pay-back time (years)</source>
        <translation>Terugverdientijd (jaar)</translation>
    </message>
    <message>
        <source>Internal rate of return (-)</source>
        <translation>Interne rentevoet (-)</translation>
    </message>
    <message>
        <source>Unprofitable top (EUR)</source>
        <translation>Onrendabele top (EUR)</translation>
    </message>
    <message>
        <source>Cost of heat (EUR/GJ)</source>
        <translation>Kostprijs van warmte (EUR/GJ)</translation>
    </message>
    <message>
        <source>Uptake at which it just pays (%)</source>
        <translation>Volloop waarbij het net uit kan (%)</translation>
    </message>
    <message>
        <source>Standing charge at which it just pays (EUR/year)</source>
        <translation>Vastrecht waarbij het net uit kan (EUR/jaar)</translation>
    </message>
    <message>
        <source>Share of the draws with a positive net present value (%)</source>
        <translation>Deel van de trekkingen met een positieve netto contante waarde (%)</translation>
    </message>
    <message>
        <source>Net present value, P10 (EUR)</source>
        <translation>Netto contante waarde, P10 (EUR)</translation>
    </message>
    <message>
        <source>Net present value, P50 (EUR)</source>
        <translation>Netto contante waarde, P50 (EUR)</translation>
    </message>
    <message>
        <source>Net present value, P90 (EUR)</source>
        <translation>Netto contante waarde, P90 (EUR)</translation>
    </message>
    <message>
        <source>Investment of the bronnet (EUR)</source>
        <translation>Investering van het bronnet (EUR)</translation>
    </message>
    <message>
        <source>Net present value of the bronnet (EUR)</source>
        <translation>Netto contante waarde van het bronnet (EUR)</translation>
    </message>
    <message>
        <source>Investment of the MT network (EUR)</source>
        <translation>Investering van het MT-net (EUR)</translation>
    </message>
    <message>
        <source>Net present value of the MT network (EUR)</source>
        <translation>Netto contante waarde van het MT-net (EUR)</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Printed figures that are reproduced</source>
        <translation>Afgedrukte cijfers die zijn nagerekend en kloppen</translation>
    </message>
    <message>
        <source>Printed figures that differ, with their cause</source>
        <translation>Afgedrukte cijfers die verschillen, met hun oorzaak</translation>
    </message>
    <message>
        <source>Direct costs without VAT and surcharges. Empty: power times the key figure.</source>
        <translation>Directe kosten zonder btw en opslagen. Leeg: vermogen maal het kental.</translation>
    </message>
    <message>
        <source>Homes, where no connections are given</source>
        <translation>Woningen, als er geen aansluitingen zijn</translation>
    </message>
    <message>
        <source>How many homes can connect.</source>
        <translation>Hoeveel woningen kunnen aansluiten.</translation>
    </message>
    <message>
        <source>Heat per home, where no connections are given (GJ/year)</source>
        <translation>Warmte per woning, als er geen aansluitingen zijn (GJ/jaar)</translation>
    </message>
    <message>
        <source>Power of the source (kW)</source>
        <translation>Vermogen van de bron (kW)</translation>
    </message>
    <message>
        <source>Power of the heat storage (kW)</source>
        <translation>Vermogen van de WKO (kW)</translation>
    </message>
    <message>
        <source>0: no WKO. Empty: that of the source.</source>
        <translation>0: geen WKO. Leeg: dat van de bron.</translation>
    </message>
    <message>
        <source>Exchanger in the sewer (EUR)</source>
        <translation>Wisselaar in het riool (EUR)</translation>
    </message>
    <message>
        <source>Heat storage, WKO (EUR)</source>
        <translation>WKO (EUR)</translation>
    </message>
    <message>
        <source>Plant room (EUR)</source>
        <translation>Technische ruimte (EUR)</translation>
    </message>
    <message>
        <source>Collective heat pumps (EUR)</source>
        <translation>Collectieve warmtepompen (EUR)</translation>
    </message>
    <message>
        <source>Transfer stations (EUR)</source>
        <translation>Overdrachtstations (EUR)</translation>
    </message>
    <message>
        <source>Electricity connection (EUR)</source>
        <translation>Elektra-aansluiting (EUR)</translation>
    </message>
    <message>
        <source>Contribution to connection costs, BAK (EUR)</source>
        <translation>Bijdrage aansluitkosten, BAK (EUR)</translation>
    </message>
    <message>
        <source>Once per connection, without VAT.</source>
        <translation>Eenmalig per aansluiting, zonder btw.</translation>
    </message>
    <message>
        <source>Heat price (EUR/GJ)</source>
        <translation>Warmteprijs (EUR/GJ)</translation>
    </message>
    <message>
        <source>Without VAT; only for an MT network.</source>
        <translation>Zonder btw; alleen bij een MT-net.</translation>
    </message>
    <message>
        <source>Years of the business case</source>
        <translation>Looptijd van de businesscase (jaar)</translation>
    </message>
    <message>
        <source>At least as long as the loan.</source>
        <translation>Ten minste zo lang als de lening.</translation>
    </message>
    <message>
        <source>Years of the loan</source>
        <translation>Looptijd van de lening (jaar)</translation>
    </message>
    <message>
        <source>The loan is paid back over these years.</source>
        <translation>De lening wordt in zoveel jaar afgelost.</translation>
    </message>
    <message>
        <source>Discount rate (0.06 is 6 %)</source>
        <translation>Disconteringsvoet (0,06 is 6 %)</translation>
    </message>
    <message>
        <source>Nominal: inflation and required return together.</source>
        <translation>Nominaal: inflatie en rendementseis samen.</translation>
    </message>
    <message>
        <source>Interest on the loan (0.04 is 4 %)</source>
        <translation>Rente op de lening (0,04 is 4 %)</translation>
    </message>
    <message>
        <source>Nominal, per year.</source>
        <translation>Nominaal, per jaar.</translation>
    </message>
    <message>
        <source>Inflation (0.02 is 2 %)</source>
        <translation>Inflatie (0,02 is 2 %)</translation>
    </message>
    <message>
        <source>Tariffs and costs rise with it from year 1.</source>
        <translation>Tarieven en kosten stijgen ermee vanaf jaar 1.</translation>
    </message>
    <message>
        <source>Cash flow</source>
        <translation>Kasstroom</translation>
    </message>
    <message>
        <source>A row per variant and year: every line, cash flow, present value, added up.</source>
        <translation>Een rij per variant en jaar: elke regel, de kasstroom, de contante waarde en de som daarvan.</translation>
    </message>
    <message>
        <source>Investment</source>
        <translation>Investering</translation>
    </message>
    <message>
        <source>A row per item and surcharge, with its base, maintenance and replacement.</source>
        <translation>Een rij per post en opslag, met waarover zij gaat, onderhoud en vervanging.</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Scenario's</translation>
    </message>
    <message>
        <source>A row per uptake, way of counting, subsidy and certificates, with the outcomes.</source>
        <translation>Een rij per volloop, telling, subsidie en certificaten, met de uitkomsten.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Gevoeligheid</translation>
    </message>
    <message>
        <source>A row per assumption: the outcome at its low and its high value.</source>
        <translation>Een rij per aanname: de uitkomst bij de lage en de hoge waarde.</translation>
    </message>
    <message>
        <source>Distribution of the outcome</source>
        <translation>Kansverdeling van de uitkomst</translation>
    </message>
    <message>
        <source>Contested assumptions</source>
        <translation>Betwiste aannamen</translation>
    </message>
    <message>
        <source>A row per reading of what the sources disagree on, with the outcome.</source>
        <translation>Een rij per lezing van wat de bronnen openlaten, met de uitkomst.</translation>
    </message>
    <message>
        <source>Recomputed figures</source>
        <translation>Nagerekende cijfers</translation>
    </message>
    <message>
        <source>A row per printed figure: ours, the difference, the verdict and its cause.</source>
        <translation>Een rij per afgedrukt cijfer: dat van ons, het verschil, het oordeel en de oorzaak.</translation>
    </message>
    <message>
        <source>CO2: what ways to heat emit and save</source>
        <translation>CO2: wat manieren van verwarmen uitstoten en besparen</translation>
    </message>
    <message>
        <source>CO2 of source network, MT network and heat pumps against gas boilers, over the years, with certificates.</source>
        <translation>CO2 van bronnet, MT-net en warmtepompen tegenover cv-ketels, door de jaren heen, met certificaten.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Works out what gas and electricity ways to heat take, what CO2 they emit, and what they save against gas boilers with air conditioning, over the years.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; A layer of buildings with heat demand (warmtevraag), or the heat of all homes together. Then the emission factor of electricity: this choice decides more than the choice of heat pump.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A table per way to heat and year with gas, electricity, tonnes, saving and certificates; the first year with other assumptions; by type and by building; a workbook, a report in one HTML file, findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; Estimates. A COP comes from the reports of Leusden and Putten, from the temperatures (a fixed share of Carnot), or from you; COPs that ask much of a heat pump are told. An emission factor that falls to 0 is an assumption. Making pipes, boreholes and machines, refrigerants and leaking methane are not in it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Berekent hoeveel aardgas en elektriciteit manieren van verwarmen vragen, hoeveel CO2 zij uitstoten, en wat zij besparen tegenover cv-ketels met airco, door de jaren heen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Een laag met gebouwen en hun warmtevraag (warmtevraag), of de warmte van alle woningen samen. Daarna de emissiefactor van elektriciteit: die keuze telt zwaarder dan de keuze van de warmtepomp.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een tabel per manier van verwarmen en jaar met aardgas, elektriciteit, tonnen, besparing en certificaten; het eerste jaar met andere aannamen; per type en per gebouw; een werkboek, een rapport in één HTML-bestand, meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Ramingen. Een COP komt uit de rapporten van Leusden en Putten, uit de temperaturen (een vast deel van Carnot), of van u; een COP die veel van een warmtepomp vraagt, wordt gemeld. Een emissiefactor die naar 0 daalt is een aanname. Het maken van leidingen, boringen en apparaten, koudemiddelen en methaanlekken zitten er niet in.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>emission,carbon,saving,heat pump,gas,electricity,certificates</source>
        <translation>uitstoot,emissie,besparing,warmtepomp,aardgas,elektriciteit,certificaten</translation>
    </message>
    <message>
        <source>CO2 of gas boilers (t/year)</source>
        <translation>CO2 van cv-ketels (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of the source network (t/year)</source>
        <translation>CO2 van het bronnet (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of the MT network (t/year)</source>
        <translation>CO2 van het MT-net (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of hybrid heat pumps (t/year)</source>
        <translation>CO2 van hybride warmtepompen (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of air/water heat pumps (t/year)</source>
        <translation>CO2 van lucht/water-warmtepompen (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of own ground loops (t/year)</source>
        <translation>CO2 van eigen bodemlussen (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 of mini networks (t/year)</source>
        <translation>CO2 van miniwarmtenetten (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 saved by the source network (t/year)</source>
        <translation>CO2 bespaard door het bronnet (t/jaar)</translation>
    </message>
    <message>
        <source>CO2 saved by the MT network (t/year)</source>
        <translation>CO2 bespaard door het MT-net (t/jaar)</translation>
    </message>
    <message>
        <source>Certificates, source network (EUR in the first year)</source>
        <translation>Certificaten, bronnet (EUR in het eerste jaar)</translation>
    </message>
    <message>
        <source>Certificates, MT network (EUR in the first year)</source>
        <translation>Certificaten, MT-net (EUR in het eerste jaar)</translation>
    </message>
    <message>
        <source>Source network is cleaner than gas below (kg/kWh)</source>
        <translation>Bronnet is schoner dan gas onder (kg/kWh)</translation>
    </message>
    <message>
        <source>MT network is cleaner than gas below (kg/kWh)</source>
        <translation>MT-net is schoner dan gas onder (kg/kWh)</translation>
    </message>
    <message>
        <source>Both a layer of buildings (GEBOUWEN) and the heat as a number (WARMTE_GJ) are given: leave one of them empty.</source>
        <translation>Er is zowel een laag met gebouwen (GEBOUWEN) als de warmte als getal (WARMTE_GJ) opgegeven: laat er een leeg.</translation>
    </message>
    <message>
        <source>There is no heat demand: fill in the heat (WARMTE_GJ), or choose a layer of buildings (GEBOUWEN).</source>
        <translation>Er is geen warmtevraag: vul de warmte in (WARMTE_GJ), of kies een laag met gebouwen (GEBOUWEN).</translation>
    </message>
    <message>
        <source>{output}: needs a layer of buildings (GEBOUWEN); leave it empty without.</source>
        <translation>{output}: daarvoor is een laag met gebouwen (GEBOUWEN) nodig; laat dit leeg als die er niet is.</translation>
    </message>
    <message>
        <source>numbers entered</source>
        <translation>opgegeven getallen</translation>
    </message>
    <message>
        <source>{names}: not used, because the layer of buildings tells them.</source>
        <translation>{names}: niet gebruikt, want de laag met gebouwen zegt dit.</translation>
    </message>
    <message>
        <source>Output GEBOUWEN of warmtevraag, or any layer of buildings with heat demand: all of them together, and each one apart. Empty: the numbers below.</source>
        <translation>Uitvoer GEBOUWEN van warmtevraag, of een andere laag met gebouwen en hun warmtevraag: alle gebouwen samen, en elk apart. Leeg: de getallen hieronder.</translation>
    </message>
    <message>
        <source>Heat (GJ/year)</source>
        <translation>Warmte (GJ/jaar)</translation>
    </message>
    <message>
        <source>Heating and hot water of all homes together. Only without a layer.</source>
        <translation>Verwarming en tapwater van alle woningen samen. Alleen zonder laag.</translation>
    </message>
    <message>
        <source>Of that hot water (GJ/year)</source>
        <translation>Waarvan tapwater (GJ/jaar)</translation>
    </message>
    <message>
        <source>Empty: the share seizoen.aandeel_tap (30.1 %) of the heat.</source>
        <translation>Leeg: het deel seizoen.aandeel_tap (30,1 %) van de warmte.</translation>
    </message>
    <message>
        <source>Cold that is asked. Empty: none.</source>
        <translation>De koude die wordt gevraagd. Leeg: geen.</translation>
    </message>
    <message>
        <source>For the CO2 per home in the report.</source>
        <translation>Voor de CO2 per woning in het rapport.</translation>
    </message>
    <message>
        <source>Ways to heat</source>
        <translation>Manieren van verwarmen</translation>
    </message>
    <message>
        <source>Compared with gas boilers: bronnet (source network, heat pump per home), mt (medium temperature network), hybride (hybrid heat pump), lucht (air/water heat pump), lus (own ground loop), mini (shared ground loops).</source>
        <translation>Vergeleken met cv-ketels: bronnet (met een warmtepomp per woning), mt (middentemperatuurnet), hybride (hybride warmtepomp), lucht (lucht/water-warmtepomp), lus (eigen bodemlus), mini (gedeelde bodemlussen).</translation>
    </message>
    <message>
        <source>Emission factor of electricity</source>
        <translation>Emissiefactor van elektriciteit</translation>
    </message>
    <message>
        <source>gascentrale: a modern gas-fired plant, because heat pumps are extra demand (0.352 kg/kWh). gemiddeld: mean of Dutch production. keten: the same with the supply chain. groen: 0. eigen: FACTOR below.</source>
        <translation>gascentrale: een moderne gascentrale, omdat warmtepompen extra vraag zijn (0,352 kg/kWh). gemiddeld: het gemiddelde van de Nederlandse opwekking. keten: hetzelfde met de keten erbij. groen: 0. eigen: FACTOR hieronder.</translation>
    </message>
    <message>
        <source>Emission factor of your own (kg/kWh)</source>
        <translation>Eigen emissiefactor (kg/kWh)</translation>
    </message>
    <message>
        <source>In the first year; only with eigen above.</source>
        <translation>In het eerste jaar; alleen bij eigen hierboven.</translation>
    </message>
    <message>
        <source>Course of the emission factor</source>
        <translation>Verloop van de emissiefactor</translation>
    </message>
    <message>
        <source>dalend: in equal steps to 0, an assumption, in the year below. gelijk: the same in all years.</source>
        <translation>dalend: in gelijke stappen naar 0, een aanname, in het jaar hieronder. gelijk: in alle jaren hetzelfde.</translation>
    </message>
    <message>
        <source>Year in which electricity emits no CO2</source>
        <translation>Jaar waarin elektriciteit geen CO2 meer geeft</translation>
    </message>
    <message>
        <source>With dalend.</source>
        <translation>Bij dalend.</translation>
    </message>
    <message>
        <source>First year</source>
        <translation>Eerste jaar</translation>
    </message>
    <message>
        <source>Most figures are of this year.</source>
        <translation>De meeste cijfers gaan over dit jaar.</translation>
    </message>
    <message>
        <source>Number of years</source>
        <translation>Aantal jaren</translation>
    </message>
    <message>
        <source>The demand is the same in all years.</source>
        <translation>De vraag is in alle jaren gelijk.</translation>
    </message>
    <message>
        <source>Efficiency of the gas boiler</source>
        <translation>Rendement van de cv-ketel</translation>
    </message>
    <message>
        <source>samen: one for heating and hot water, 0.90 (Leusden). apart: 1.05 for heating and 0.85 for hot water (Putten).</source>
        <translation>samen: één voor verwarming en tapwater, 0,90 (Leusden). apart: 1,05 voor verwarming en 0,85 voor tapwater (Putten).</translation>
    </message>
    <message>
        <source>Cooling</source>
        <translation>Koeling</translation>
    </message>
    <message>
        <source>airco: with gas boilers air conditioning cools. geen: cooling does not count.</source>
        <translation>airco: naast cv-ketels koelt een airco. geen: koeling telt niet mee.</translation>
    </message>
    <message>
        <source>COP of heat pumps</source>
        <translation>COP van warmtepompen</translation>
    </message>
    <message>
        <source>COP source network</source>
        <translation>COP bronnet</translation>
    </message>
    <message>
        <source>COP source network, hot water apart</source>
        <translation>COP bronnet, tapwater apart</translation>
    </message>
    <message>
        <source>COP MT network</source>
        <translation>COP MT-net</translation>
    </message>
    <message>
        <source>COP hybrid heat pump</source>
        <translation>COP hybride warmtepomp</translation>
    </message>
    <message>
        <source>COP air/water heat pump</source>
        <translation>COP lucht/water-warmtepomp</translation>
    </message>
    <message>
        <source>COP ground loop, heating</source>
        <translation>COP bodemlus, verwarming</translation>
    </message>
    <message>
        <source>COP ground loop, hot water</source>
        <translation>COP bodemlus, tapwater</translation>
    </message>
    <message>
        <source>Mean over the year, 1 or more. Empty: see the choice above.</source>
        <translation>Gemiddelde over het jaar, 1 of meer. Leeg: zie de keuze hierboven.</translation>
    </message>
    <message>
        <source>Carnot efficiency</source>
        <translation>Carnot-rendement</translation>
    </message>
    <message>
        <source>Share of the COP of Carnot that heat pumps reach.</source>
        <translation>Deel van de COP van Carnot dat warmtepompen halen.</translation>
    </message>
    <message>
        <source>Source network (°C)</source>
        <translation>Bronnet (°C)</translation>
    </message>
    <message>
        <source>Mean temperature at the heat pump.</source>
        <translation>Gemiddelde temperatuur bij de warmtepomp.</translation>
    </message>
    <message>
        <source>Outside air (°C)</source>
        <translation>Buitenlucht (°C)</translation>
    </message>
    <message>
        <source>Mean of the heating season, weighted with the heat demand.</source>
        <translation>Gemiddelde van het stookseizoen, gewogen naar de warmtevraag.</translation>
    </message>
    <message>
        <source>Ground loop (°C)</source>
        <translation>Bodemlus (°C)</translation>
    </message>
    <message>
        <source>Mean of the heating season.</source>
        <translation>Gemiddelde van het stookseizoen.</translation>
    </message>
    <message>
        <source>Heating (°C)</source>
        <translation>Verwarming (°C)</translation>
    </message>
    <message>
        <source>Hot water (°C)</source>
        <translation>Tapwater (°C)</translation>
    </message>
    <message>
        <source>Temperature to which the heat pump makes it.</source>
        <translation>Temperatuur waarop de warmtepomp het brengt.</translation>
    </message>
    <message>
        <source>MT network (°C)</source>
        <translation>MT-net (°C)</translation>
    </message>
    <message>
        <source>Heat loss of the source network</source>
        <translation>Warmteverlies van het bronnet</translation>
    </message>
    <message>
        <source>Heat loss of the MT network</source>
        <translation>Warmteverlies van het MT-net</translation>
    </message>
    <message>
        <source>A share.</source>
        <translation>Een deel.</translation>
    </message>
    <message>
        <source>Heat loss as a share of</source>
        <translation>Warmteverlies als deel van</translation>
    </message>
    <message>
        <source>geleverd: the heat that is delivered. opgewekt: the heat that is produced (Putten).</source>
        <translation>geleverd: de geleverde warmte. opgewekt: de opgewekte warmte (Putten).</translation>
    </message>
    <message>
        <source>One HTML file with the CO2 of each way to heat, its course over the years, what it hangs on, heat pumps, certificates and the emission factors with their source.</source>
        <translation>Eén HTML-bestand met de CO2 per manier van verwarmen, het verloop door de jaren heen, waar die van afhangt, de warmtepompen, certificaten en de emissiefactoren met hun bron.</translation>
    </message>
    <message>
        <source>Way to heat with least CO2</source>
        <translation>Manier van verwarmen met de minste CO2</translation>
    </message>
    <message>
        <source>CO2 per way to heat and year</source>
        <translation>CO2 per manier van verwarmen en jaar</translation>
    </message>
    <message>
        <source>Table: gas, electricity, tonnes, saving against gas boilers, the sum since the first year, and what certificates bring in.</source>
        <translation>Tabel: aardgas, elektriciteit, tonnen, besparing tegenover cv-ketels, de optelling vanaf het eerste jaar, en wat certificaten opbrengen.</translation>
    </message>
    <message>
        <source>CO2 with other assumptions</source>
        <translation>CO2 met andere aannamen</translation>
    </message>
    <message>
        <source>Table: the first year, with one assumption changed at a time.</source>
        <translation>Tabel: het eerste jaar, met telkens één andere aanname.</translation>
    </message>
    <message>
        <source>CO2 by type of building</source>
        <translation>CO2 per type gebouw</translation>
    </message>
    <message>
        <source>Table: sums per type, in the first year. Only with buildings.</source>
        <translation>Tabel: optellingen per type in het eerste jaar. Alleen met gebouwen.</translation>
    </message>
    <message>
        <source>Buildings with their CO2</source>
        <translation>Gebouwen met hun CO2</translation>
    </message>
    <message>
        <source>Every building once, with the CO2 of each way to heat in the first year, or the reason why it does not count. Only with buildings.</source>
        <translation>Elk gebouw één keer, met de CO2 van elke manier van verwarmen in het eerste jaar, of de reden waarom het niet meetelt. Alleen met gebouwen.</translation>
    </message>
    <message>
        <source>Business case of a heat network: does it pay?</source>
        <translation>Businesscase van een warmtenet: kan het uit?</translation>
    </message>
    <message>
        <source>Investment, cash flow and net present value of a heat network, with its range and its tipping points.</source>
        <translation>Investering, kasstroom en netto contante waarde van een warmtenet, met de bandbreedte en de kantelpunten.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Reckons whether a heat network pays for its supplier: investment with surcharges, tariffs, subsidies, operation, loan and replacement, year by year, to a net present value.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The bill of quantities and the connections of warmtenet, or a TOML file with the figures of a plan, or a consultants&apos; report to recompute (Putten, Leusden). What is not given of the source comes from key figures per kW.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Cash flow per year, investment, a matrix of scenarios, the sensitivity to every assumption, the distribution over thousands of draws, what the sources disagree on, a workbook with all of it, a report in one HTML file, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The answer is a range with its tipping points, not one number. Where the sign hangs on one contested choice, such as income from CO2 certificates, the report says so. With both types of network in the table they are set side by side; the numbers for scripts are those of the first. All amounts without VAT.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Rekent uit of een warmtenet uit kan voor de leverancier: investering met opslagen, tarieven, subsidies, exploitatie, lening en vervanging, jaar voor jaar, tot een netto contante waarde.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De hoeveelheden en de aansluitingen van warmtenet, of een TOML-bestand met de cijfers van een plan, of een adviesrapport om na te rekenen (Putten, Leusden). Wat van de bron niet is gegeven, komt uit kentallen per kW.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; De kasstroom per jaar, de investering, een matrix van scenario's, de gevoeligheid voor elke aanname, de verdeling over duizenden trekkingen, waarover de bronnen het oneens zijn, een werkboek met dat alles, een rapport in één HTML-bestand, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Het antwoord is een bandbreedte met kantelpunten, niet één getal. Waar het teken aan één betwiste keuze hangt, zoals de opbrengst van CO2-certificaten, zegt het rapport dat. Staan beide soorten net in de tabel, dan komen zij naast elkaar; de getallen voor scripts zijn die van de eerste. Alle bedragen zonder btw.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>business case,net present value,cash flow,investment,tariff,subsidy,uptake</source>
        <translation>businesscase,netto contante waarde,kasstroom,investering,tarief,subsidie,volloop</translation>
    </message>
    <message>
        <source>Give either a bill of quantities or a file with figures, not both.</source>
        <translation>Geef óf hoeveelheden, óf een bestand met cijfers, niet allebei.</translation>
    </message>
    <message>
        <source>Nothing to reckon: give a bill of quantities (output HOEVEELHEDEN of warmtenet), a file with figures, or choose a report to recompute.</source>
        <translation>Er is niets om mee te rekenen: geef hoeveelheden (uitvoer HOEVEELHEDEN van warmtenet) of een bestand met cijfers, of kies een rapport om na te rekenen.</translation>
    </message>
    <message>
        <source>Who connects is not known: give the connections of the network, or the number of homes.</source>
        <translation>Wie er aansluit is niet bekend: geef de aansluitingen van het net, of het aantal woningen.</translation>
    </message>
    <message>
        <source>Who always connects</source>
        <translation>Wie altijd aansluit</translation>
    </message>
    <message>
        <source>Whatever the uptake: flats decide as a block (the reading of Leusden), a housing corporation decides for its homes. Needs types and owners in the connections or the buildings.</source>
        <translation>Wat de volloop ook is: appartementen beslissen als blok (de lezing van Leusden), een corporatie beslist voor haar woningen. Vraagt type en eigenaar bij de aansluitingen of de gebouwen.</translation>
    </message>
    <message>
        <source>Of the exchanger in the sewer. Empty: from the heat of a year, with storage.</source>
        <translation>Van de wisselaar in het riool. Leeg: uit de warmte van een jaar, met opslag.</translation>
    </message>
    <message>
        <source>Heat of the collective heat pumps (kW)</source>
        <translation>Warmte van de collectieve warmtepompen (kW)</translation>
    </message>
    <message>
        <source>Only for an MT network. Empty: what the connections ask together.</source>
        <translation>Alleen bij een MT-net. Leeg: wat de aansluitingen samen vragen.</translation>
    </message>
    <message>
        <source>Other direct costs (EUR)</source>
        <translation>Overige directe kosten (EUR)</translation>
    </message>
    <message>
        <source>What is in no other item, without VAT and surcharges.</source>
        <translation>Wat in geen andere post zit, zonder btw en opslagen.</translation>
    </message>
    <message>
        <source>Other subsidy (EUR)</source>
        <translation>Andere subsidie (EUR)</translation>
    </message>
    <message>
        <source>A fixed amount in year 0, beside WIS.</source>
        <translation>Een vast bedrag in jaar 0, naast de WIS.</translation>
    </message>
    <message>
        <source>{study}: {counts}.</source>
        <translation>{study}: {counts}.</translation>
    </message>
    <message>
        <source>Share of the homes that may choose and connects in the end, 0 to 100 %. Who always connects is not among them. Empty: that of the figures, else the key figure (70 %).</source>
        <translation>Deel van de woningen die mogen kiezen en uiteindelijk aansluiten, 0 tot 100 %. Wie altijd aansluit telt daar niet bij. Leeg: die van de cijfers, anders het kental (70 %).</translation>
    </message>
    <message>
        <source>A row per quantile: so many of the draws lie below.</source>
        <translation>Een rij per kwantiel: zoveel van de trekkingen liggen eronder.</translation>
    </message>
    <message>
        <source>Loss of the source network costs</source>
        <translation>Verlies van het bronnet kost</translation>
    </message>
    <message>
        <source>bronwarmte: heat of the source only, for the heat pumps stand behind it (Putten, and businesscase). stroom: electricity too (Leusden).</source>
        <translation>bronwarmte: alleen warmte uit de bron, want de warmtepompen staan erachter (Putten, en businesscase). stroom: ook elektriciteit (Leusden).</translation>
    </message>
    <message>
        <source>A share; it counts only with stroom above.</source>
        <translation>Een deel; telt alleen bij stroom hierboven.</translation>
    </message>
    <message>
        <source>All costs over the years, per home that can have it: {} (EUR)</source>
        <translation>Alle kosten over de jaren, per woning waar het kan: {} (EUR)</translation>
    </message>
    <message>
        <source>All costs per year, per home that can have it: {} (EUR/year)</source>
        <translation>Alle kosten per jaar, per woning waar het kan: {} (EUR/jaar)</translation>
    </message>
    <message>
        <source>More per year than a gas boiler, per home that can have it: {} (EUR/year)</source>
        <translation>Meer per jaar dan een cv-ketel, per woning waar het kan: {} (EUR/jaar)</translation>
    </message>
    <message>
        <source>Investment after subsidies, with VAT, per home that can have it: {} (EUR)</source>
        <translation>Investering na subsidies, met btw, per woning waar het kan: {} (EUR)</translation>
    </message>
    <message>
        <source>Printed figures that are our input too</source>
        <translation>Afgedrukte cijfers die ook onze invoer zijn</translation>
    </message>
    <message>
        <source>Amounts of your own</source>
        <translation>Eigen bedragen</translation>
    </message>
    <message>
        <source>In place of the key figures, such as those of a quotation: bronnet.installatie=9500; lucht.onderhoud=120. A concept, a point, and one of: installatie, bron, isolatie, aanpassing, bak, subsidie_isolatie, subsidie_warmtepomp, subsidie_aansluiting (EUR, without VAT), herinvestering (EUR, with VAT), vast, onderhoud (EUR a year, with VAT).</source>
        <translation>In plaats van de kentallen, bijvoorbeeld die van een offerte: bronnet.installatie=9500; lucht.onderhoud=120. Een concept, een punt, en een van: installatie, bron, isolatie, aanpassing, bak, subsidie_isolatie, subsidie_warmtepomp, subsidie_aansluiting (EUR, zonder btw), herinvestering (EUR, met btw), vast, onderhoud (EUR per jaar, met btw).</translation>
    </message>
    <message>
        <source>Putten (Tauw, Matchpoint) or Leusden (Syntraal, &apos;t Ruige Veld): every printed figure beside ours, with the cause of each difference. Beside a business case of your own, or alone: the variants of the report are then worked out when an output about them is asked for.</source>
        <translation>Putten (Tauw, Matchpoint) of Leusden (Syntraal, 't Ruige Veld): elk afgedrukt cijfer naast dat van ons, met de oorzaak van elk verschil. Naast een eigen businesscase, of alleen: de varianten van het rapport worden dan doorgerekend als om een uitvoer daarover wordt gevraagd.</translation>
    </message>
    <message>
        <source>{name}: {value} cannot be; give a whole number.</source>
        <translation>{name}: {value} kan niet; geef een geheel getal.</translation>
    </message>
    <message>
        <source>{names}: not used, because the figures or the connections tell this.</source>
        <translation>{names}: niet gebruikt, want de cijfers of de aansluitingen zeggen dit.</translation>
    </message>
    <message>
        <source>Contingency stacked (GESTAPELD) has no effect: only with the surcharges of Leusden is there a choice.</source>
        <translation>Onvoorzien gestapeld (GESTAPELD) heeft geen effect: alleen bij de opslagen van Leusden is er een keuze.</translation>
    </message>
    <message>
        <source>The uptake (VOLLOOP) is a percentage: {value} is read as {value} %.</source>
        <translation>De volloop (VOLLOOP) is een percentage: {value} is gelezen als {value} %.</translation>
    </message>
    <message>
        <source>{file} did not come to be; choose a name that ends in .gpkg or .csv.</source>
        <translation>{file} is niet ontstaan; kies een naam die op .gpkg of .csv eindigt.</translation>
    </message>
    <message>
        <source>No report was chosen to recompute, and the figures have none that a report printed: the outputs of the recomputation are not made.</source>
        <translation>Er is geen rapport gekozen om na te rekenen, en de cijfers bevatten niets wat een rapport afdrukte: de uitvoer van het narekenen wordt niet gemaakt.</translation>
    </message>
    <message>
        <source>Instead of layers: a TOML file with totals, per variant the investment per item and the groups of homes, as in the two studies in riothermie_kansen/economics/studies of the plugin. Figures that your report printed ([[afgedrukt]]) are recomputed too.</source>
        <translation>In plaats van lagen: een TOML-bestand met totalen, per variant de investering per post en de groepen woningen, zoals in de twee studies in riothermie_kansen/economics/studies van de plugin. Cijfers die uw rapport afdrukte ([[afgedrukt]]) worden ook nagerekend.</translation>
    </message>
    <message>
        <source>For the heat pump. deel: a share of its costs, as in the report on Leusden. bedrag: an amount by its kW, as the RVO pays. Insulation gets 30 % of its costs in both. geen: no subsidies at all.</source>
        <translation>Voor de warmtepomp. deel: een deel van de kosten, zoals in het rapport over Leusden. bedrag: een bedrag naar het vermogen in kW, zoals de RVO betaalt. Isolatie krijgt bij beide 30 % van de kosten. geen: helemaal geen subsidies.</translation>
    </message>
    <message>
        <source>COP of ground loops</source>
        <translation>COP van bodemlussen</translation>
    </message>
    <message>
        <source>Of own loops and mini networks. afgifte: from the temperatures of the ground and of the radiators and hot water that the other heat pumps serve too. gegeven: 4.5 and 2.6 of the report on Putten, for new homes with floor heating. A COP in a file of your own goes before both.</source>
        <translation>Van eigen bodemlussen en miniwarmtenetten. afgifte: uit de temperaturen van de bodem en van de radiatoren en het tapwater die ook de andere warmtepompen bedienen. gegeven: 4,5 en 2,6 uit het rapport over Putten, voor nieuwbouw met vloerverwarming. Een COP in een eigen kentallenbestand gaat voor beide.</translation>
    </message>
    <message>
        <source>Of all but ground loops. rapporten: those of the reports of Leusden and Putten. carnot: from the temperatures below. What is filled in below goes before both.</source>
        <translation>Van alle behalve die op bodemlussen. rapporten: die van de rapporten over Leusden en Putten. carnot: uit de temperaturen hieronder. Wat hieronder is ingevuld, gaat voor beide.</translation>
    </message>
    <message>
        <source>Of own loops and mini networks, whatever the choice above. afgifte: from the temperatures below, but never above what is given. gegeven: 4.5 and 2.6 of the report on Putten, for new homes with floor heating. What is filled in below goes before both.</source>
        <translation>Van eigen bodemlussen en miniwarmtenetten, wat de keuze hierboven ook is. afgifte: uit de temperaturen hieronder, maar nooit hoger dan wat is gegeven. gegeven: 4,5 en 2,6 uit het rapport over Putten, voor nieuwbouw met vloerverwarming. Wat hieronder is ingevuld, gaat voor beide.</translation>
    </message>
    <message>
        <source>Of radiators or floors, mean; for ground loops, with carnot for all.</source>
        <translation>Van radiatoren of vloeren, gemiddeld; voor bodemlussen, bij carnot voor alle.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Whole study and reports</source>
        <translation>Hele studie en rapporten</translation>
    </message>
    <message>
        <source>No output that the report knows, so not used: {names}.</source>
        <translation>Geen uitvoer die het rapport kent, dus niet gebruikt: {names}.</translation>
    </message>
    <message>
        <source>{file} is no GeoPackage with layers: choose another file.</source>
        <translation>{file} is geen GeoPackage met lagen: kies een ander bestand.</translation>
    </message>
    <message>
        <source>Report on a study</source>
        <translation>Rapport van een haalbaarheidsstudie</translation>
    </message>
    <message>
        <source>One report on all outcomes: a page to read and print, sheets with maps, and a workbook.</source>
        <translation>Een rapport over alle uitkomsten: een pagina om te lezen en af te drukken, bladen met kaarten, en een werkboek.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Brings the outputs of the other algorithms together in one report: can sewer heat warm this place, for whom, what does it cost, and how sure is that.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Layers and tables that the other algorithms made, or the GeoPackage they stand in. A chapter is there when its layers are; what is missing is told.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A page in one HTML file, with maps as they are styled in QGIS; a PDF with maps at scale and a sheet for every heat district; a workbook with all tables as numbers.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The report adds nothing to the outcomes: it sums up, and says which are estimates, which assumptions they rest on, and what was changed from the standard. Dates, sources and assumptions come from the metadata of the layers: layers that were saved in another way tell less.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Brengt de uitvoer van de andere algoritmen samen in één rapport: kan riothermie dit gebied verwarmen, voor wie, wat kost het, en hoe zeker is dat.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Lagen en tabellen die de andere algoritmen hebben gemaakt, of de GeoPackage waarin ze staan. Een hoofdstuk is er als zijn lagen er zijn; wat ontbreekt, staat erin.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een pagina in één HTML-bestand, met kaarten in de stijl die ze in QGIS hebben; een pdf met kaarten op schaal en een blad per warmtekavel; een werkboek met alle tabellen als getallen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Het rapport voegt niets toe aan de uitkomsten: het vat samen, en zegt welke ramingen zijn, op welke aannamen ze rusten en wat van de standaard afwijkt. Datums, bronnen en aannamen komen uit de metadata van de lagen: lagen die op een andere manier zijn opgeslagen, vertellen minder.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>report,PDF,summary,council,print,atlas</source>
        <translation>verslag,pdf,samenvatting,raad,afdrukken,atlas</translation>
    </message>
    <message>
        <source>There is nothing to report on: choose outputs of the other algorithms (LAGEN) or a GeoPackage.</source>
        <translation>Er is niets om over te rapporteren: kies uitvoer van de andere algoritmen (LAGEN) of een GeoPackage.</translation>
    </message>
    <message>
        <source>Nothing is asked for: choose a place for HTML, PDF or WERKBOEK.</source>
        <translation>Er is niets gevraagd: kies een plaats voor HTML, PDF of WERKBOEK.</translation>
    </message>
    <message>
        <source>None of the layers is an output of this plugin: there is nothing to report on.</source>
        <translation>Geen van de lagen is uitvoer van deze plugin: er is niets om over te rapporteren.</translation>
    </message>
    <message>
        <source>Layers and tables</source>
        <translation>Lagen en tabellen</translation>
    </message>
    <message>
        <source>Outputs of the other algorithms, in any order; they are recognised by their fields. What is no output of this plugin is listed and left out.</source>
        <translation>Uitvoer van de andere algoritmen, in willekeurige volgorde; ze worden herkend aan hun velden. Wat geen uitvoer van deze plugin is, wordt genoemd en niet gebruikt.</translation>
    </message>
    <message>
        <source>GeoPackage with outputs</source>
        <translation>GeoPackage met uitvoer</translation>
    </message>
    <message>
        <source>All its layers and tables are used, besides those above.</source>
        <translation>Alle lagen en tabellen daarin worden gebruikt, naast die hierboven.</translation>
    </message>
    <message>
        <source>Background of the maps</source>
        <translation>Achtergrond van de kaarten</translation>
    </message>
    <message>
        <source>Layers that are drawn under the maps, the upper one first.</source>
        <translation>Lagen die onder de kaarten worden getekend, de bovenste eerst.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Above the report; empty: a title with the place in it.</source>
        <translation>Boven het rapport; leeg: een titel met de plaats erin.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
    <message>
        <source>Town or neighbourhood that the report is about.</source>
        <translation>Plaats of buurt waar het rapport over gaat.</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Vraag</translation>
    </message>
    <message>
        <source>What the report has to answer; empty: the usual question.</source>
        <translation>Wat het rapport moet beantwoorden; leeg: de gebruikelijke vraag.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisatie</translation>
    </message>
    <message>
        <source>Who had the report made; stands on the front.</source>
        <translation>Wie het rapport liet maken; staat op de voorkant.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>nl: Dutch. en: English. What the layers themselves say (reasons, notes, names of key figures) is Dutch in both.</source>
        <translation>nl: Nederlands. en: Engels. Wat de lagen zelf zeggen (redenen, aannamen, namen van kentallen) is in beide Nederlands.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Omvang</translation>
    </message>
    <message>
        <source>kort: the answer, and of every chapter the main figures, map and table. volledig: all tables and charts, and all assumptions.</source>
        <translation>kort: het antwoord, en van elk hoofdstuk de belangrijkste cijfers, de kaart en een tabel. volledig: alle tabellen en grafieken, en alle aannamen.</translation>
    </message>
    <message>
        <source>Report (HTML)</source>
        <translation>Rapport (HTML)</translation>
    </message>
    <message>
        <source>One file with everything in it, to read on a screen, to send and to print.</source>
        <translation>Eén bestand met alles erin, om op een scherm te lezen, te versturen en af te drukken.</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>Rapport (pdf)</translation>
    </message>
    <message>
        <source>Sheets with maps at scale, a legend and key figures, and a sheet for every heat district.</source>
        <translation>Bladen met kaarten op schaal, een legenda en kerncijfers, en een blad per warmtekavel.</translation>
    </message>
    <message>
        <source>Layers and tables used</source>
        <translation>Gebruikte lagen en tabellen</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Hoofdstukken</translation>
    </message>
    <message>
        <source>Layers on the map</source>
        <translation>Lagen op de kaart</translation>
    </message>
    <message>
        <source>Outputs of the plugin and other vector layers, with the style they have. In the order of the project where they are in it. Give layers, a GeoPackage, or both.</source>
        <translation>Uitkomsten van de plugin en andere vectorlagen, met de stijl die ze hebben. In de volgorde van het project als ze daarin staan. Geef lagen, een GeoPackage of allebei.</translation>
    </message>
    <message>
        <source>GeoPackage of which all layers are shown</source>
        <translation>GeoPackage waarvan alle lagen worden getoond</translation>
    </message>
    <message>
        <source>Such as haalbaarheid.gpkg: every layer with places, with the style that is kept in it.</source>
        <translation>Zoals haalbaarheid.gpkg: elke laag met een plaats, met de stijl die erin is bewaard.</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Achtergrond</translation>
    </message>
    <message>
        <source>Vector layers drawn under the others, such as streets, water or outlines. They cannot be clicked, but street names in them can be searched. Pictures and tiles of services are left out: the map works without a network.</source>
        <translation>Vectorlagen die onder de andere worden getekend, zoals straten, water of omtrekken. Ze zijn niet aan te klikken, maar straatnamen erin zijn wel te zoeken. Beelden en tegels van diensten doen niet mee: de kaart werkt zonder netwerk.</translation>
    </message>
    <message>
        <source>Above the map. Empty: Riothermie Kansen.</source>
        <translation>Boven de kaart. Leeg: Riothermie Kansen.</translation>
    </message>
    <message>
        <source>Municipality or district, under the title.</source>
        <translation>Gemeente of wijk, onder de titel.</translation>
    </message>
    <message>
        <source>Largest file (MB)</source>
        <translation>Grootste bestand (MB)</translation>
    </message>
    <message>
        <source>Lines and outlines are simplified until the file is no larger than this.</source>
        <translation>Lijnen en randen worden vereenvoudigd tot het bestand niet groter is dan dit.</translation>
    </message>
    <message>
        <source>All layers on at the start</source>
        <translation>Alle lagen aan bij het openen</translation>
    </message>
    <message>
        <source>Otherwise the layers that are on in the project, or of a GeoPackage the main outcomes. The reader of the map turns layers on and off.</source>
        <translation>Anders de lagen die in het project aan staan, of van een GeoPackage de belangrijkste uitkomsten. De lezer van de kaart zet lagen zelf aan en uit.</translation>
    </message>
    <message>
        <source>Web map</source>
        <translation>Webkaart</translation>
    </message>
    <message>
        <source>One file that opens in a web browser without a network, also from a file share or an e-mail.</source>
        <translation>Eén bestand dat zonder netwerk in een webbrowser opent, ook vanaf een gedeelde map of uit een e-mail.</translation>
    </message>
    <message>
        <source>Features on the map</source>
        <translation>Objecten op de kaart</translation>
    </message>
    <message>
        <source>Size of the file (MB)</source>
        <translation>Grootte van het bestand (MB)</translation>
    </message>
    <message>
        <source>Simplified by at most (m)</source>
        <translation>Vereenvoudigd met ten hoogste (m)</translation>
    </message>
    <message>
        <source>The GeoPackage {file} cannot be written: {why}</source>
        <translation>De GeoPackage {file} kan niet worden geschreven: {why}</translation>
    </message>
    <message>
        <source>The GeoPackage {file} cannot be written: choose another folder.</source>
        <translation>De GeoPackage {file} kan niet worden geschreven: kies een andere map.</translation>
    </message>
    <message>
        <source>{file} is open: remove its layers from the project (and close other programs), or choose another file.</source>
        <translation>{file} is geopend: verwijder de lagen ervan uit het project (en sluit andere programma's), of kies een ander bestand.</translation>
    </message>
    <message>
        <source>Web map: one file that works without a network</source>
        <translation>Webkaart: één bestand dat zonder netwerk werkt</translation>
    </message>
    <message>
        <source>Makes one HTML file with a map of the outcomes, to share and to open anywhere.</source>
        <translation>Maakt één HTML-bestand met een kaart van de uitkomsten, om te delen en overal te openen.</translation>
    </message>
    <message>
        <source>There is nothing to show: choose layers (LAGEN) or a GeoPackage.</source>
        <translation>Er is niets te tonen: kies lagen (LAGEN) of een GeoPackage.</translation>
    </message>
    <message>
        <source>There is no file {file}: choose another one.</source>
        <translation>Er is geen bestand {file}: kies een ander.</translation>
    </message>
    <message>
        <source>None of the layers has a place on the map: choose other layers.</source>
        <translation>Geen van de lagen heeft een plaats op de kaart: kies andere lagen.</translation>
    </message>
    <message>
        <source>Name as CBS writes it, such as Wageningen or &apos;s-Hertogenbosch; capitals and accents do not matter. Give a municipality, an area or an extent: one of them.</source>
        <translation>De naam zoals CBS die schrijft, zoals Wageningen of 's-Hertogenbosch; hoofdletters en accenten maken niet uit. Geef een gemeente, een gebied of een omvang: één daarvan.</translation>
    </message>
    <message>
        <source>Polygons: what touches one of them is fetched.</source>
        <translation>Vlakken: wat er een raakt, wordt opgehaald.</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Omvang</translation>
    </message>
    <message>
        <source>A rectangle, for instance that of the map on the screen.</source>
        <translation>Een rechthoek, bijvoorbeeld die van de kaart op het scherm.</translation>
    </message>
    <message>
        <source>Fetch this much more around it (m)</source>
        <translation>Zoveel eromheen ook ophalen (m)</translation>
    </message>
    <message>
        <source>Sewers, streets and restrictions do not end at a border: 250 m around a neighbourhood keeps the network whole.</source>
        <translation>Riolen, straten en beperkingen houden niet op bij een grens: met 250 m rond een buurt blijft het net heel.</translation>
    </message>
    <message>
        <source>Sewers from</source>
        <translation>Riool van</translation>
    </message>
    <message>
        <source>pdok: the WFS of PDOK. pdok_ogc: its OGC API Features. rioned: the server of Stichting RIONED, with a data set per municipality.</source>
        <translation>pdok: de WFS van PDOK. pdok_ogc: de OGC API Features van PDOK. rioned: de server van Stichting RIONED, met een gegevensset per gemeente.</translation>
    </message>
    <message>
        <source>Go on where a run stopped</source>
        <translation>Verdergaan waar een vorige keer stopte</translation>
    </message>
    <message>
        <source>Pages that an earlier run of the same question fetched are used again when they are recent enough. They are kept in the profile of QGIS and removed once all of it is there.</source>
        <translation>Bladzijden die een eerdere keer voor dezelfde vraag zijn opgehaald, worden opnieuw gebruikt als ze recent genoeg zijn. Ze staan in het profiel van QGIS en worden verwijderd zodra alles er is.</translation>
    </message>
    <message>
        <source>Everything or nothing</source>
        <translation>Alles of niets</translation>
    </message>
    <message>
        <source>Stop at the first source that fails and make no file. Otherwise the other sources are delivered, and the table bronnen and the log tell what is missing and why.</source>
        <translation>Stop bij de eerste bron die mislukt en maak geen bestand. Anders worden de andere bronnen wel geleverd, en vertellen de tabel bronnen en het logboek wat ontbreekt en waarom.</translation>
    </message>
    <message>
        <source>File with other addresses of services</source>
        <translation>Bestand met andere adressen van diensten</translation>
    </message>
    <message>
        <source>TOML file with [diensten] followed by lines such as bag_pand = &quot;https://server/wfs&quot;: for a service that has moved, or a server of your own. It goes before the addresses in the settings of QGIS (riothermie_kansen/diensten/...), and those before the ones of the plugin.</source>
        <translation>TOML-bestand met [diensten] en daaronder regels als bag_pand = &quot;https://server/wfs&quot;: voor een dienst die is verhuisd, of een eigen server. Het gaat voor de adressen in de instellingen van QGIS (riothermie_kansen/diensten/...), en die gaan voor de adressen van de plugin.</translation>
    </message>
    <message>
        <source>Authentication for those addresses</source>
        <translation>Aanmelding bij die adressen</translation>
    </message>
    <message>
        <source>A configuration of QGIS. It is sent to the addresses that you gave yourself, never to those of the plugin.</source>
        <translation>Een authenticatieconfiguratie van QGIS. Ze gaat naar de adressen die u zelf hebt gegeven, nooit naar die van de plugin.</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>One file in RD New with a table per data set, with the field names of its source, and the table bronnen: address, date, number, licence and what went wrong. An earlier file is replaced when everything is there, not before.</source>
        <translation>Eén bestand in RD New met per gegevensset een tabel met de veldnamen van de bron, en de tabel bronnen: adres, datum, aantal, voorwaarden en wat er misging. Een eerder bestand wordt vervangen als alles er is, niet eerder.</translation>
    </message>
    <message>
        <source>Add the layers to the project</source>
        <translation>De lagen aan het project toevoegen</translation>
    </message>
    <message>
        <source>In groups, with their own style; the other algorithms find them by their fields.</source>
        <translation>In groepen, met een eigen stijl; de andere algoritmen vinden ze aan hun velden.</translation>
    </message>
    <message>
        <source>Give one of these, and leave the others empty: {titles}.</source>
        <translation>Geef een van deze en laat de andere leeg: {titles}.</translation>
    </message>
    <message>
        <source>Of buttons and explanations. Names of fields and legends stay as the layers have them.</source>
        <translation>Van knoppen en uitleg. Namen van velden en legenda's blijven zoals de lagen ze hebben.</translation>
    </message>
    <message>
        <source>{file} cannot be read as TOML: {why}</source>
        <translation>{file} kan niet als TOML worden gelezen: {why}</translation>
    </message>
    <message>
        <source>{file}: write [diensten] followed by lines such as bag = &quot;https://server/wfs&quot;, nothing else.</source>
        <translation>{file}: schrijf [diensten] met daaronder regels als bag = &quot;https://server/wfs&quot;, en verder niets.</translation>
    </message>
    <message>
        <source>Sewer (GWSW)</source>
        <translation>Riool (GWSW)</translation>
    </message>
    <message>
        <source>Buildings (BAG)</source>
        <translation>Gebouwen (BAG)</translation>
    </message>
    <message>
        <source>Streets (NWB)</source>
        <translation>Straten (NWB)</translation>
    </message>
    <message>
        <source>Neighbourhoods (CBS)</source>
        <translation>Buurten (CBS)</translation>
    </message>
    <message>
        <source>Large-scale map (BGT)</source>
        <translation>Grootschalige kaart (BGT)</translation>
    </message>
    <message>
        <source>Ground (WKO-tool)</source>
        <translation>Bodem (WKO-tool)</translation>
    </message>
    <message>
        <source>Lines, as for the opportunity map (kansenkaart). Empty with HydX.</source>
        <translation>Lijnen, zoals bij de kansenkaart. Leeg bij HydX.</translation>
    </message>
    <message>
        <source>Points, as for the opportunity map (kansenkaart).</source>
        <translation>Punten, zoals bij de kansenkaart.</translation>
    </message>
    <message>
        <source>Points, lines or a table, as for the opportunity map (kansenkaart).</source>
        <translation>Punten, lijnen of een tabel, zoals bij de kansenkaart.</translation>
    </message>
    <message>
        <source>Folder with the CSV files of a GWSW-Hyd delivery.</source>
        <translation>Map met de CSV-bestanden van een GWSW-Hyd-levering.</translation>
    </message>
    <message>
        <source>Points or areas with who lives there, for the water in the sewer. Empty: the objects of the BAG (VERBLIJFSOBJECTEN) if they are given.</source>
        <translation>Punten of vlakken met wie er woont, voor het water in het riool. Leeg: de verblijfsobjecten van de BAG (VERBLIJFSOBJECTEN) als die zijn opgegeven.</translation>
    </message>
    <message>
        <source>Inhabitants in total</source>
        <translation>Inwoners in totaal</translation>
    </message>
    <message>
        <source>Of the whole sewer, spread over it where no addresses are given.</source>
        <translation>Van het hele riool, erover verdeeld als er geen adressen zijn opgegeven.</translation>
    </message>
    <message>
        <source>Measured flows</source>
        <translation>Gemeten debieten</translation>
    </message>
    <message>
        <source>As for the opportunity map (kansenkaart): they replace the computed flow.</source>
        <translation>Zoals bij de kansenkaart: ze vervangen het berekende debiet.</translation>
    </message>
    <message>
        <source>For the heat demand, as for warmtevraag.</source>
        <translation>Voor de warmtevraag, zoals bij warmtevraag.</translation>
    </message>
    <message>
        <source>For the heat demand, as for warmtevraag; also a text file or workbook.</source>
        <translation>Voor de warmtevraag, zoals bij warmtevraag; ook als tekstbestand of werkboek.</translation>
    </message>
    <message>
        <source>The heat demand is scaled to their gas use, as in warmtevraag.</source>
        <translation>De warmtevraag wordt geschaald naar hun gasverbruik, zoals bij warmtevraag.</translation>
    </message>
    <message>
        <source>Buildings with heat demand (instead of BAG)</source>
        <translation>Gebouwen met warmtevraag (in plaats van BAG)</translation>
    </message>
    <message>
        <source>Output of warmtevraag, or a layer of your own with rv_kw, tap_kw, warmte_gj and woningen: then the heat demand is not computed.</source>
        <translation>Uitvoer van warmtevraag, of een eigen laag met rv_kw, tap_kw, warmte_gj en woningen: dan wordt de warmtevraag niet berekend.</translation>
    </message>
    <message>
        <source>What the study is about: buildings with their middle in it count, and there the ground is judged.</source>
        <translation>Waar de studie over gaat: gebouwen met hun midden erin tellen mee, en daar wordt de bodem beoordeeld.</translation>
    </message>
    <message>
        <source>Centre lines (NWB, OpenStreetMap): along these the network is laid.</source>
        <translation>Hartlijnen (NWB, OpenStreetMap): daarlangs komt het warmtenet.</translation>
    </message>
    <message>
        <source>Areas to compare. Empty: some are proposed.</source>
        <translation>Vlakken om te vergelijken. Leeg: er worden er enkele voorgesteld.</translation>
    </message>
    <message>
        <source>Sources (empty: chosen in the sewer)</source>
        <translation>Bronnen (leeg: gekozen in het riool)</translation>
    </message>
    <message>
        <source>Points with a power (vermogen_kw) and a heat (warmte_gj). Empty: the best places in the sewer are chosen, by heat within reach per euro.</source>
        <translation>Punten met een vermogen (vermogen_kw) en warmte (warmte_gj). Leeg: de beste plekken in het riool worden gekozen, op warmte binnen bereik per euro.</translation>
    </message>
    <message>
        <source>Layers of the ground, as for wkogeschiktheid.</source>
        <translation>Lagen van de ondergrond, zoals bij wkogeschiktheid.</translation>
    </message>
    <message>
        <source>For ground loops. Empty: the ground of each building is estimated.</source>
        <translation>Voor bodemlussen. Leeg: de grond bij elk gebouw wordt geschat.</translation>
    </message>
    <message>
        <source>bronnet (cold), mt (hot), or both side by side; sources are chosen for bronnet.</source>
        <translation>bronnet (koud), mt (warm) of beide naast elkaar; bronnen worden dan gekozen voor het bronnet.</translation>
    </message>
    <message>
        <source>COP of the heat pumps</source>
        <translation>COP van de warmtepompen</translation>
    </message>
    <message>
        <source>Heat per electricity.</source>
        <translation>Warmte per elektriciteit.</translation>
    </message>
    <message>
        <source>Cooling of the sewer (K)</source>
        <translation>Afkoeling van het riool (K)</translation>
    </message>
    <message>
        <source>How far the waste water is cooled.</source>
        <translation>Hoe ver het afvalwater wordt afgekoeld.</translation>
    </message>
    <message>
        <source>Heat to share out (GJ/year)</source>
        <translation>Warmte om te verdelen (GJ/jaar)</translation>
    </message>
    <message>
        <source>Empty: what the sources give.</source>
        <translation>Leeg: wat de bronnen leveren.</translation>
    </message>
    <message>
        <source>Source points at most</source>
        <translation>Hoogste aantal bronpunten</translation>
    </message>
    <message>
        <source>How long is searched for the cheapest choice and network, see warmtenet.</source>
        <translation>Hoe lang naar de goedkoopste keuze en het goedkoopste net wordt gezocht, zie warmtenet.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Wat te doen</translation>
    </message>
    <message>
        <source>Parts of the study. What a part needs and is not there leaves it out, with the reason.</source>
        <translation>Onderdelen van de studie. Ontbreekt wat een onderdeel nodig heeft, dan valt het af, met de reden erbij.</translation>
    </message>
    <message>
        <source>Compute everything anew</source>
        <translation>Alles opnieuw berekenen</translation>
    </message>
    <message>
        <source>Otherwise, in a folder with an earlier result, only what changed and what depends on it.</source>
        <translation>Anders wordt in een map met een eerder resultaat alleen berekend wat is veranderd en wat daarvan afhangt.</translation>
    </message>
    <message>
        <source>Of report and map. nl: Dutch. en: English.</source>
        <translation>Van rapport en kaart. nl: Nederlands. en: Engels.</translation>
    </message>
    <message>
        <source>Folder for the result</source>
        <translation>Map voor het resultaat</translation>
    </message>
    <message>
        <source>Gets a GeoPackage with all layers, a QGIS project, report (HTML, PDF, workbook), web map, and the trace for CAD. An earlier result there is brought up to date.</source>
        <translation>Hierin komen een GeoPackage met alle lagen, een QGIS-project, het rapport (HTML, PDF, werkboek), de webkaart en het tracé voor CAD. Een eerder resultaat daar wordt bijgewerkt.</translation>
    </message>
    <message>
        <source>GeoPackage with all layers</source>
        <translation>GeoPackage met alle lagen</translation>
    </message>
    <message>
        <source>QGIS project</source>
        <translation>QGIS-project</translation>
    </message>
    <message>
        <source>Trace for CAD (DXF)</source>
        <translation>Tracé voor CAD (DXF)</translation>
    </message>
    <message>
        <source>Trace for CAD (GeoPackage)</source>
        <translation>Tracé voor CAD (GeoPackage)</translation>
    </message>
    <message>
        <source>Fetch open data (PDOK, GWSW, CBS, WKO-tool)</source>
        <translation>Open gegevens ophalen (PDOK, GWSW, CBS, WKO-tool)</translation>
    </message>
    <message>
        <source>Fetches sewers, buildings, streets, neighbourhoods and restrictions of a place into one GeoPackage.</source>
        <translation>Haalt riool, gebouwen, straten, buurten en beperkingen van een plaats op in één GeoPackage.</translation>
    </message>
    <message>
        <source>download,open data,web service,municipality,sewer,buildings,streets</source>
        <translation>downloaden,ophalen,open data,webdienst,gemeente,riool,gebouwen,straten</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objecten</translation>
    </message>
    <message>
        <source>Tables with data</source>
        <translation>Tabellen met gegevens</translation>
    </message>
    <message>
        <source>Data sets that failed</source>
        <translation>Mislukte gegevenssets</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; is a GeoPackage: choose a name that ends in .gpkg, not {file}.</source>
        <translation>&quot;{output}&quot; is een GeoPackage: kies een naam die op .gpkg eindigt, niet {file}.</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Bronnen</translation>
    </message>
    <message>
        <source>No file was made, because a source failed: {why}</source>
        <translation>Er is geen bestand gemaakt, want een bron mislukte: {why}</translation>
    </message>
    <message>
        <source>{n} of {all} data sets are missing: {titles}; the table bronnen tells why. Run again to fetch them.</source>
        <translation>{n} van {all} gegevenssets ontbreken: {titles}; de tabel bronnen vertelt waarom. Voer het opnieuw uit om ze op te halen.</translation>
    </message>
    <message>
        <source>The step could not be started; see the lines above.</source>
        <translation>De stap kon niet beginnen; zie de regels hierboven.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}</source>
        <translation>{file} kan niet worden gelezen: {why}</translation>
    </message>
    <message>
        <source>The table {table} of the result cannot be written: {why}</source>
        <translation>De tabel {table} van het resultaat kan niet worden geschreven: {why}</translation>
    </message>
    <message>
        <source>{step}: left out ({why}).</source>
        <translation>{step}: overgeslagen ({why}).</translation>
    </message>
    <message>
        <source>{step}: unchanged, taken over from {when}.</source>
        <translation>{step}: ongewijzigd, overgenomen van {when}.</translation>
    </message>
    <message>
        <source>{step}: not done: {why}</source>
        <translation>{step}: niet gelukt: {why}</translation>
    </message>
    <message>
        <source>{step}: done in {n} s.</source>
        <translation>{step}: gedaan in {n} s.</translation>
    </message>
    <message>
        <source>Input {name}: {layer}.</source>
        <translation>Invoer {name}: {layer}.</translation>
    </message>
    <message>
        <source>{n} places of &quot;{layer}&quot; cannot be brought to RD; they are left out.</source>
        <translation>{n} plekken van &quot;{layer}&quot; kunnen niet naar RD worden omgerekend; ze blijven weg.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was given more than once; it is shown once.</source>
        <translation>&quot;{name}&quot; is meer dan eens opgegeven; de laag staat één keer op de kaart.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has no places; it is not on the map.</source>
        <translation>&quot;{name}&quot; heeft geen plaatsen; deze tabel staat niet op de kaart.</translation>
    </message>
    <message>
        <source>Tables without places, not on the map: {names}.</source>
        <translation>Tabellen zonder plaats, niet op de kaart: {names}.</translation>
    </message>
    <message>
        <source>Features of &quot;{name}&quot; without a place, not on the map: {n}.</source>
        <translation>Objecten van &quot;{name}&quot; zonder plaats, niet op de kaart: {n}.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has a style that the web map cannot draw: it is shown plainly.</source>
        <translation>&quot;{name}&quot; heeft een stijl die de webkaart niet kan tekenen: de laag is eenvoudig getekend.</translation>
    </message>
    <message>
        <source>Not found yet: {}.</source>
        <translation>Nog niet gevonden: {}.</translation>
    </message>
    <message>
        <source>Found: {what} in {layer}</source>
        <translation>Gevonden: {what} in {layer}</translation>
    </message>
    <message>
        <source>Needed: {}.</source>
        <translation>Nodig: {}.</translation>
    </message>
    <message>
        <source>This version of the plugin does not have this step.</source>
        <translation>Deze versie van de plugin heeft deze stap niet.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultaten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>The results of this step are in the project.</source>
        <translation>De resultaten van deze stap staan in het project.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>kan nu</translation>
    </message>
    <message>
        <source>All that this step needs is there: it can be done now.</source>
        <translation>Alles wat deze stap nodig heeft is er: hij kan nu worden gedaan.</translation>
    </message>
    <message>
        <source>needs</source>
        <translation>wacht</translation>
    </message>
    <message>
        <source>Something that this step needs was not found in the project.</source>
        <translation>Iets wat deze stap nodig heeft, is in het project niet gevonden.</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>ontbreekt</translation>
    </message>
    <message>
        <source>{} and {}</source>
        <translation>{} en {}</translation>
    </message>
    <message>
        <source>All in one run</source>
        <translation>Alles in één keer</translation>
    </message>
    <message>
        <source>From the sewer to a report, a project and a web map in one run</source>
        <translation>Van riool tot rapport, project en webkaart in één keer</translation>
    </message>
    <message>
        <source>Map of opportunities</source>
        <translation>Kansenkaart</translation>
    </message>
    <message>
        <source>Where the sewer has heat, and how much</source>
        <translation>Waar het riool warmte heeft, en hoeveel</translation>
    </message>
    <message>
        <source>A report of all results in the project</source>
        <translation>Een rapport van alle resultaten in het project</translation>
    </message>
    <message>
        <source>All results in one file that opens in a browser, without internet</source>
        <translation>Alle resultaten in één bestand dat in een browser opent, zonder internet</translation>
    </message>
    <message>
        <source>Example models…</source>
        <translation>Voorbeeldmodellen…</translation>
    </message>
    <message>
        <source>Copy the example models to your own models</source>
        <translation>Kopieer de voorbeeldmodellen naar uw eigen modellen</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handleiding</translation>
    </message>
    <message>
        <source>Open the manual in the browser</source>
        <translation>Open de handleiding in de browser</translation>
    </message>
    <message>
        <source>The steps of a study: what is there, what it still needs, and the results</source>
        <translation>De stappen van een studie: wat er is, wat er nog nodig is, en de resultaten</translation>
    </message>
    <message>
        <source>Panel Riothermie</source>
        <translation>Paneel Riothermie</translation>
    </message>
    <message>
        <source>All in one run…</source>
        <translation>Alles in één keer…</translation>
    </message>
    <message>
        <source>Look at the project again</source>
        <translation>Opnieuw naar het project kijken</translation>
    </message>
    <message>
        <source>Settings of this project</source>
        <translation>Instellingen van dit project</translation>
    </message>
    <message>
        <source>{done} of {all} steps done.</source>
        <translation>{done} van {all} stappen klaar.</translation>
    </message>
    <message>
        <source>{} could not be opened.</source>
        <translation>{} kon niet worden geopend.</translation>
    </message>
    <message>
        <source>choose each time</source>
        <translation>elke keer kiezen</translation>
    </message>
    <message>
        <source>bronnet (ambient loop)</source>
        <translation>bronnet</translation>
    </message>
    <message>
        <source>MT network</source>
        <translation>MT-net</translation>
    </message>
    <message>
        <source>both, beside each other</source>
        <translation>beide, naast elkaar</translation>
    </message>
    <message>
        <source>Forget what was filled in</source>
        <translation>Vergeet wat is ingevuld</translation>
    </message>
    <message>
        <source>Dialogs open with their standard values again. Layers and files stay.</source>
        <translation>Vensters openen weer met hun standaardwaarden. Lagen en bestanden blijven.</translation>
    </message>
    <message>
        <source>For titles of reports and maps.</source>
        <translation>Voor titels van rapporten en kaarten.</translation>
    </message>
    <message>
        <source>For reports; new projects take it too.</source>
        <translation>Voor rapporten; nieuwe projecten nemen het over.</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Kentallen</translation>
    </message>
    <message>
        <source>TOML file with your own key figures; empty uses the standard values.</source>
        <translation>TOML-bestand met eigen kentallen; leeg gebruikt de standaardwaarden.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Nettype</translation>
    </message>
    <message>
        <source>Kind of heat network that the dialogs propose.</source>
        <translation>Soort warmtenet dat de vensters voorstellen.</translation>
    </message>
    <message>
        <source>Forget what was filled in for earlier runs in this project?</source>
        <translation>Vergeten wat er in dit project bij eerdere berekeningen is ingevuld?</translation>
    </message>
    <message>
        <source>This version of the plugin has no example models.</source>
        <translation>Deze versie van de plugin heeft geen voorbeeldmodellen.</translation>
    </message>
    <message>
        <source>Copy the example models ({names}) to your own models, in the folder {folder}? You may change them there. A model of that name that is there already stays as it is.</source>
        <translation>De voorbeeldmodellen ({names}) kopiëren naar uw eigen modellen, in de map {folder}? Daar mag u ze veranderen. Een model dat er onder die naam al staat, blijft zoals het is.</translation>
    </message>
    <message>
        <source>Copied: {}.</source>
        <translation>Gekopieerd: {}.</translation>
    </message>
    <message>
        <source>Left as they were: {}.</source>
        <translation>Ongewijzigd gelaten: {}.</translation>
    </message>
    <message>
        <source>They stand in the toolbox under Models.</source>
        <translation>Ze staan in de toolbox onder Modellen.</translation>
    </message>
    <message>
        <source>homes</source>
        <translation>woningen</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>rijen</translation>
    </message>
    <message>
        <source>pipes</source>
        <translation>leidingen</translation>
    </message>
    <message>
        <source>promising (kansrijk)</source>
        <translation>kansrijk</translation>
    </message>
    <message>
        <source>most power</source>
        <translation>hoogste vermogen</translation>
    </message>
    <message>
        <source>most homes with storage (WKO)</source>
        <translation>meeste woningen met WKO</translation>
    </message>
    <message>
        <source>length</source>
        <translation>lengte</translation>
    </message>
    <message>
        <source>most room left</source>
        <translation>meeste ruimte over</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>knopen</translation>
    </message>
    <message>
        <source>offtakes</source>
        <translation>onttrekkingen</translation>
    </message>
    <message>
        <source>fit</source>
        <translation>passen</translation>
    </message>
    <message>
        <source>granted</source>
        <translation>toegekend</translation>
    </message>
    <message>
        <source>source points</source>
        <translation>bronpunten</translation>
    </message>
    <message>
        <source>heat within reach</source>
        <translation>warmtevraag binnen bereik</translation>
    </message>
    <message>
        <source>buildings</source>
        <translation>gebouwen</translation>
    </message>
    <message>
        <source>heat demand</source>
        <translation>warmtevraag</translation>
    </message>
    <message>
        <source>GJ a year</source>
        <translation>GJ per jaar</translation>
    </message>
    <message>
        <source>buildings chosen</source>
        <translation>gekozen gebouwen</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>warmte</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>aansluitingen</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>niet aangesloten</translation>
    </message>
    <message>
        <source>estimated costs</source>
        <translation>geraamde kosten</translation>
    </message>
    <message>
        <source>places</source>
        <translation>plekken</translation>
    </message>
    <message>
        <source>WKO allowed</source>
        <translation>WKO toegestaan</translation>
    </message>
    <message>
        <source>ground loop allowed</source>
        <translation>bodemlus toegestaan</translation>
    </message>
    <message>
        <source>cells or points</source>
        <translation>cellen of punten</translation>
    </message>
    <message>
        <source>suitable</source>
        <translation>geschikt</translation>
    </message>
    <message>
        <source>loops</source>
        <translation>lussen</translation>
    </message>
    <message>
        <source>depth together</source>
        <translation>diepte samen</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>past</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>netten</translation>
    </message>
    <message>
        <source>districts</source>
        <translation>kavels</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>besparing</translation>
    </message>
    <message>
        <source>tonnes CO2 a year</source>
        <translation>ton CO2 per jaar</translation>
    </message>
    <message>
        <source>findings</source>
        <translation>meldingen</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>fouten</translation>
    </message>
    <message>
        <source>sewer pipes</source>
        <translation>rioolleidingen</translation>
    </message>
    <message>
        <source>buildings or addresses (BAG)</source>
        <translation>panden of adressen (BAG)</translation>
    </message>
    <message>
        <source>streets</source>
        <translation>straten</translation>
    </message>
    <message>
        <source>buildings with heat demand (step 3)</source>
        <translation>gebouwen met warmtevraag (stap 3)</translation>
    </message>
    <message>
        <source>a source of heat (point)</source>
        <translation>een warmtebron (punt)</translation>
    </message>
    <message>
        <source>the map of opportunities (step 2)</source>
        <translation>de kansenkaart (stap 2)</translation>
    </message>
    <message>
        <source>the quantities of a heat network (step 5)</source>
        <translation>de hoeveelheden van een warmtenet (stap 5)</translation>
    </message>
    <message>
        <source>places: buildings, plots, an area or a trace</source>
        <translation>plekken: gebouwen, percelen, een gebied of een tracé</translation>
    </message>
    <message>
        <source>areas of the heat districts</source>
        <translation>vlakken van de warmtekavels</translation>
    </message>
    <message>
        <source>results of the steps before</source>
        <translation>resultaten van eerdere stappen</translation>
    </message>
    <message>
        <source>Sewer, buildings and streets of the area. Fetch them, or add layers of your own.</source>
        <translation>Riool, gebouwen en straten van het gebied. Haal ze op, of voeg eigen lagen toe.</translation>
    </message>
    <message>
        <source>Fetch open data</source>
        <translation>Open gegevens ophalen</translation>
    </message>
    <message>
        <source>Sewer and opportunities</source>
        <translation>Riool en kansenkaart</translation>
    </message>
    <message>
        <source>Where in the sewer is heat, and how much?</source>
        <translation>Waar in het riool zit warmte, en hoeveel?</translation>
    </message>
    <message>
        <source>Make the map of opportunities</source>
        <translation>Kansenkaart maken</translation>
    </message>
    <message>
        <source>Or choose a folder with GWSW-Hyd files in the window.</source>
        <translation>Of kies in het venster een map met GWSW-Hyd-bestanden.</translation>
    </message>
    <message>
        <source>Only read the sewer</source>
        <translation>Alleen het riool inlezen</translation>
    </message>
    <message>
        <source>Work out a flow measurement</source>
        <translation>Debietmeting uitwerken</translation>
    </message>
    <message>
        <source>a table with measured flow</source>
        <translation>een tabel met gemeten debiet</translation>
    </message>
    <message>
        <source>Do offtakes fit beside each other?</source>
        <translation>Passen onttrekkingen naast elkaar?</translation>
    </message>
    <message>
        <source>points with offtakes</source>
        <translation>punten met onttrekkingen</translation>
    </message>
    <message>
        <source>How much heat does each building ask?</source>
        <translation>Hoeveel warmte vraagt elk gebouw?</translation>
    </message>
    <message>
        <source>Reckon the heat demand</source>
        <translation>Warmtevraag berekenen</translation>
    </message>
    <message>
        <source>Source and energy match</source>
        <translation>Bron en energiematch</translation>
    </message>
    <message>
        <source>Which point of the sewer serves whom?</source>
        <translation>Welk punt van het riool bedient wie?</translation>
    </message>
    <message>
        <source>Match source and buildings</source>
        <translation>Wie krijgt de warmte?</translation>
    </message>
    <message>
        <source>Or choose the map of opportunities with a few pipes selected.</source>
        <translation>Of kies de kansenkaart met enkele leidingen geselecteerd.</translation>
    </message>
    <message>
        <source>Choose source points</source>
        <translation>Bronpunten kiezen</translation>
    </message>
    <message>
        <source>Demand and supply per heat district</source>
        <translation>Vraag en aanbod per warmtekavel</translation>
    </message>
    <message>
        <source>Lay the heat network</source>
        <translation>Warmtenet leggen</translation>
    </message>
    <message>
        <source>May one drill here, and what does the ground give?</source>
        <translation>Mag hier worden geboord, en wat geeft de bodem?</translation>
    </message>
    <message>
        <source>May one drill here?</source>
        <translation>Mag hier worden geboord?</translation>
    </message>
    <message>
        <source>Give the maps of restrictions in the window: none is no permission.</source>
        <translation>Geef in het venster de kaarten met beperkingen: geen kaart is geen toestemming.</translation>
    </message>
    <message>
        <source>Layer that carries a WKO</source>
        <translation>Laag die een WKO draagt</translation>
    </message>
    <message>
        <source>Choose the files of REGIS II in the window.</source>
        <translation>Kies in het venster de bestanden van REGIS II.</translation>
    </message>
    <message>
        <source>Mini heat networks</source>
        <translation>Mini-warmtenetten</translation>
    </message>
    <message>
        <source>Money, report and map</source>
        <translation>Geld, rapport en kaart</translation>
    </message>
    <message>
        <source>Does it pay, what does a resident pay, and everything on paper.</source>
        <translation>Kan het uit, wat betaalt een bewoner, en alles op papier.</translation>
    </message>
    <message>
        <source>Business case</source>
        <translation>Businesscase</translation>
    </message>
    <message>
        <source>Or choose a file with figures in the window.</source>
        <translation>Of kies in het venster een bestand met cijfers.</translation>
    </message>
    <message>
        <source>Costs of residents</source>
        <translation>Kosten van bewoners</translation>
    </message>
    <message>
        <source>CO2</source>
        <translation>CO2</translation>
    </message>
    <message>
        <source>The cheapest trace along the streets, with diameters and costs.</source>
        <translation>Het goedkoopste tracé langs de straten, met diameters en kosten.</translation>
    </message>
    <message>
        <source>Source points: where to take heat</source>
        <translation>Bronpunten: waar de warmte winnen</translation>
    </message>
    <message>
        <source>Chooses the places along the sewer that serve most heat within reach per euro.</source>
        <translation>Kiest de plekken langs het riool die per euro de meeste warmte binnen bereik bedienen.</translation>
    </message>
    <message>
        <source>&lt;p&gt;The opportunity map tells how much heat each pipe gives. Where along it should it be taken? This algorithm compares all places by the heat demand that they can serve per euro of source and main, and chooses the best one, then the next with what is left.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; The opportunity map, and buildings with their heat demand (output of warmtevraag). Better with streets: distances then follow them.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How it chooses.&lt;/b&gt; A candidate is a pipe of class kansrijk, mogelijk or beperkt with enough power. It gives its heat to the nearest buildings within reach, until the water or the demand ends. The source costs the key figures per kW, smaller ones more per kW; the main is as long as the demand lies away on average, in the size that its power asks. The place with the most heat per euro is number one. For the next one the demand that is served and the water that is used are gone, also downstream.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; Source points in order of choice, for energiematch and warmtenet; if asked all candidates; findings, and numbers for scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; The larger the circle, the more heat is served; the number is the order of choice. The field reden says in words what limits the point and how far number two is behind: a few percent means that other reasons, such as room for a technical building, may decide. Costs are estimates to compare places, no budget: streets, house connections and heat pumps come on top.&lt;/p&gt;</source>
        <translation>&lt;p&gt;De kansenkaart zegt hoeveel warmte elke leiding geeft. Maar waar langs het riool is die het best te winnen? Dit algoritme vergelijkt alle plekken op de warmtevraag die zij per euro van bron en hoofdleiding kunnen bedienen; het kiest de beste, en daarna de volgende met wat over is.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; De kansenkaart, en gebouwen met hun warmtevraag (uitvoer van warmtevraag). Liefst met straten: dan lopen de afstanden daarlangs.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe het kiest.&lt;/b&gt; Kandidaat is een leiding van klasse kansrijk, mogelijk of beperkt met genoeg vermogen. Zij geeft haar warmte aan de dichtstbijzijnde gebouwen binnen bereik, tot het water of de vraag op is. De bron kost de kentallen per kW, een kleine bron per kW meer; de hoofdleiding is zo lang als de vraag gemiddeld ver ligt, in de maat die haar vermogen vraagt. De plek met de meeste warmte per euro is nummer een. Voor de volgende zijn de bediende vraag en het gebruikte water weg, ook benedenstrooms.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Bronpunten in volgorde van keuze, voor energiematch en warmtenet; desgewenst alle kandidaten; meldingen, en getallen voor scripts.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Hoe groter de cirkel, hoe meer warmte het punt bedient; het nummer is de volgorde van keuze. Het veld reden zegt in woorden wat het punt begrenst en hoe ver nummer twee achterligt: bij enkele procenten kunnen andere redenen beslissen, zoals ruimte voor een technische ruimte. Kosten zijn ramingen om plekken te vergelijken, geen begroting: straatleidingen, aansluitingen en warmtepompen komen erbij.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>source,offtake,location,exchanger,best place,heat per euro</source>
        <translation>bron,onttrekking,locatie,warmtewisselaar,beste plek,warmte per euro</translation>
    </message>
    <message>
        <source>{candidates} candidates = {chosen} chosen + {others} listed with a reason.</source>
        <translation>{candidates} kandidaten = {chosen} gekozen + {others} vermeld met een reden.</translation>
    </message>
    <message>
        <source>Output KANSENKAART of the algorithm kansenkaart, whole and unfiltered; or KANSENKAART_UIT of onttrekkingen: then what existing offtakes take is not available.</source>
        <translation>Uitvoer KANSENKAART van het algoritme kansenkaart, heel en zonder filter; of KANSENKAART_UIT van onttrekkingen: dan is niet meer beschikbaar wat bestaande onttrekkingen gebruiken.</translation>
    </message>
    <message>
        <source>Output of the algorithm warmtevraag, or any layer with a heat demand (warmte_gj) or dwellings per building.</source>
        <translation>Uitvoer van het algoritme warmtevraag, of een andere laag met een warmtevraag (warmte_gj) of woningen per gebouw.</translation>
    </message>
    <message>
        <source>Centre lines (NWB, OpenStreetMap, TOP10NL or your own), along which distances count. Without streets they are straight, times a detour factor.</source>
        <translation>Hartlijnen (NWB, OpenStreetMap, TOP10NL of eigen lijnen), waarlangs de afstanden tellen. Zonder straten zijn afstanden hemelsbreed, maal een omwegfactor.</translation>
    </message>
    <message>
        <source>Number of source points</source>
        <translation>Aantal bronpunten</translation>
    </message>
    <message>
        <source>Fewer are chosen when no other place serves enough with what is left.</source>
        <translation>Het worden er minder als geen andere plek met wat over is genoeg bedient.</translation>
    </message>
    <message>
        <source>Reach of a source point (m)</source>
        <translation>Bereik van een bronpunt (m)</translation>
    </message>
    <message>
        <source>Demand farther away does not count.</source>
        <translation>Vraag die verder weg ligt, telt niet mee.</translation>
    </message>
    <message>
        <source>bronnet: water of about 12 °C, with a heat pump in each home. mt: hot water of about 70 °C. Decides the prices of source and main.</source>
        <translation>bronnet: water van ongeveer 12 °C, met een warmtepomp in elke woning. mt: warm water van ongeveer 70 °C. Bepaalt de prijzen van bron en hoofdleiding.</translation>
    </message>
    <message>
        <source>Least power of a source point (kW)</source>
        <translation>Kleinste vermogen van een bronpunt (kW)</translation>
    </message>
    <message>
        <source>At the side of the buildings: what the water must give, and what the point must serve.</source>
        <translation>Aan de gebouwzijde: wat het water moet kunnen geven, en wat het punt moet bedienen.</translation>
    </message>
    <message>
        <source>Detour without streets</source>
        <translation>Omweg zonder straten</translation>
    </message>
    <message>
        <source>Factor on straight distances when no streets are given.</source>
        <translation>Factor op hemelsbrede afstanden als er geen straten zijn gegeven.</translation>
    </message>
    <message>
        <source>Source points</source>
        <translation>Bronpunten</translation>
    </message>
    <message>
        <source>Points in order of choice, to be given to energiematch and warmtenet as source: power and heat, demand served, homes, costs, heat per euro, and in words why, and how far number two is behind.</source>
        <translation>Punten in volgorde van keuze, als bron te geven aan energiematch en warmtenet: vermogen en warmte, bediende vraag, woningen, kosten, warmte per euro, en in woorden waarom, en hoe ver nummer twee achterligt.</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Every place along the sewer that could be a source, as if it were the only one.</source>
        <translation>Elke plek langs het riool die bron kan zijn, alsof het de enige was.</translation>
    </message>
    <message>
        <source>Source points chosen</source>
        <translation>Gekozen bronpunten</translation>
    </message>
    <message>
        <source>Places they were chosen from</source>
        <translation>Plekken waaruit is gekozen</translation>
    </message>
    <message>
        <source>Demand that they serve (GJ/year)</source>
        <translation>Vraag die zij bedienen (GJ/jaar)</translation>
    </message>
    <message>
        <source>Heat that they can give together (GJ/year)</source>
        <translation>Warmte die zij samen kunnen geven (GJ/jaar)</translation>
    </message>
    <message>
        <source>Homes that they serve</source>
        <translation>Woningen die zij bedienen</translation>
    </message>
    <message>
        <source>Costs of sources and mains, an estimate (EUR)</source>
        <translation>Kosten van bronnen en hoofdleidingen, een raming (EUR)</translation>
    </message>
    <message>
        <source>Feasibility: the whole study in one run</source>
        <translation>Haalbaarheid: de hele studie in één keer</translation>
    </message>
    <message>
        <source>From sewer, buildings and streets to sources, network, costs, report and web map, in one run.</source>
        <translation>Van riool, gebouwen en straten naar bronnen, net, kosten, rapport en webkaart, in één keer.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Does the whole study of a place: opportunity map, heat demand, best source points, who gets the heat, network, ground, kavels, business case, residents, CO2, report and web map.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; What you have. A sewer, buildings (BAG), streets and an area are enough for a first answer; more makes it better. What a step needs and is not there leaves that step out: the log, the table stappen and the report say why.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A folder with a GeoPackage of all layers, a QGIS project, a report (HTML, PDF and workbook), a web map in one file, and the trace for CAD (DXF, GeoPackage).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Run it again&lt;/b&gt; in the same folder after a change: only the steps that the change touches are computed anew. A run that fails or is cancelled leaves an earlier result as it was.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; A first exploration with key figures and assumptions, no design and no decision. The separate algorithms have all choices; this one has the main ones.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Doet de hele studie van een plek: kansenkaart, warmtevraag, beste bronpunten, wie de warmte krijgt, warmtenet, bodem, kavels, businesscase, bewoners, CO2, rapport en webkaart.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Wat u hebt. Een riool, gebouwen (BAG), straten en een gebied zijn genoeg voor een eerste antwoord; meer maakt het beter. Ontbreekt wat een stap nodig heeft, dan valt die stap af: het logboek, de tabel stappen en het rapport zeggen waarom.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Een map met een GeoPackage met alle lagen, een QGIS-project, een rapport (HTML, PDF en werkboek), een webkaart in één bestand en het tracé voor CAD (DXF, GeoPackage).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Nog een keer&lt;/b&gt; in dezelfde map na een wijziging: alleen de stappen die de wijziging raakt, worden opnieuw berekend. Gaat een run mis of breekt u haar af, dan blijft een eerder resultaat zoals het was.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Een eerste verkenning met kentallen en aannamen, geen ontwerp en geen besluit. De losse algoritmen hebben alle keuzes, dit algoritme de belangrijkste.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>feasibility,study,everything,one run,report,web map,whole</source>
        <translation>haalbaarheidsstudie,onderzoek,alles,in een keer,rapport,webkaart,geheel</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>Stappen gedaan</translation>
    </message>
    <message>
        <source>Steps unchanged, taken over</source>
        <translation>Stappen ongewijzigd, overgenomen</translation>
    </message>
    <message>
        <source>Steps left out</source>
        <translation>Stappen overgeslagen</translation>
    </message>
    <message>
        <source>Steps not done</source>
        <translation>Stappen niet gelukt</translation>
    </message>
    <message>
        <source>Heat of the sources (GJ/year)</source>
        <translation>Warmte van de bronnen (GJ/jaar)</translation>
    </message>
    <message>
        <source>Homes that get the heat</source>
        <translation>Woningen die de warmte krijgen</translation>
    </message>
    <message>
        <source>Heat that they take from the sources (GJ/year)</source>
        <translation>Warmte die zij van de bronnen afnemen (GJ/jaar)</translation>
    </message>
    <message>
        <source>Length of the network (m)</source>
        <translation>Lengte van het net (m)</translation>
    </message>
    <message>
        <source>Costs of the MT network beside it (EUR)</source>
        <translation>Kosten van het MT-net ernaast (EUR)</translation>
    </message>
    <message>
        <source>Investment, source network (EUR)</source>
        <translation>Investering, bronnet (EUR)</translation>
    </message>
    <message>
        <source>Investment, MT network (EUR)</source>
        <translation>Investering, MT-net (EUR)</translation>
    </message>
    <message>
        <source>Net present value, source network (EUR)</source>
        <translation>Netto contante waarde, bronnet (EUR)</translation>
    </message>
    <message>
        <source>Net present value, MT network (EUR)</source>
        <translation>Netto contante waarde, MT-net (EUR)</translation>
    </message>
    <message>
        <source>There is nothing to study: choose at least a sewer (LEIDINGEN) or buildings (PANDEN, VERBLIJFSOBJECTEN or GEBOUWEN).</source>
        <translation>Er is niets om te bestuderen: kies ten minste een riool (LEIDINGEN) of gebouwen (PANDEN, VERBLIJFSOBJECTEN of GEBOUWEN).</translation>
    </message>
    <message>
        <source>No folder was given for the result (UITVOER): choose one.</source>
        <translation>Er is geen map opgegeven voor het resultaat (UITVOER): kies er een.</translation>
    </message>
    <message>
        <source>&quot;{input}&quot; lies in the result of the study itself: choose another folder.</source>
        <translation>&quot;{input}&quot; ligt in het resultaat van de studie zelf: kies een andere map.</translation>
    </message>
    <message>
        <source>Result in {folder}: {done} steps done, {same} unchanged, {skipped} left out, {failed} not done.</source>
        <translation>Resultaat in {folder}: {done} stappen gedaan, {same} ongewijzigd, {skipped} overgeslagen, {failed} niet gelukt.</translation>
    </message>
    <message>
        <source>No step of the study could be done. {step}: {why}</source>
        <translation>Geen stap van de studie kon worden gedaan. {step}: {why}</translation>
    </message>
    <message>
        <source>{folder} is a file: choose a folder for the result.</source>
        <translation>{folder} is een bestand: kies een map voor het resultaat.</translation>
    </message>
    <message>
        <source>Nothing can be written in {folder}: choose another folder.</source>
        <translation>In {folder} kan niets worden geschreven: kies een andere map.</translation>
    </message>
    <message>
        <source>{file} cannot be replaced, so the earlier result stays as it was: close it and run again.</source>
        <translation>{file} kan niet worden vervangen, dus het eerdere resultaat blijft zoals het was: sluit het en probeer opnieuw.</translation>
    </message>
    <message>
        <source>The earlier result cannot be read ({why}): everything is computed anew.</source>
        <translation>Het eerdere resultaat kan niet worden gelezen ({why}): alles wordt opnieuw berekend.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Starts a study in an empty project: the data that the other algorithms need, of a municipality, an area or the map on the screen, in one GeoPackage in RD New.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; A place, and what you want: sewers (GWSW), buildings and addresses (BAG), streets (NWB), neighbourhoods and squares (CBS), restrictions and installations of the WKO-tool, protection of groundwater, nature, and the large-scale map (BGT). It goes through the network settings of QGIS (proxy, certificates), page by page; what fails is tried again with longer waits, and a run that stops goes on where it was.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; A table per data set with the field names of its source, so that the other algorithms find it by themselves; the table bronnen with address, date, number, licence and what went wrong; findings. A source that fails is named and the others are delivered, unless you choose everything or nothing.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; A copy of today: the source decides. An installation in the WKO-tool is no prohibition; only the layer with prohibited areas is. No names of people are fetched. Addresses and building years are open data, but together with a demand or a label they say something about a home: think before you share them.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Begint een studie in een leeg project: de gegevens die de andere algoritmen nodig hebben, van een gemeente, een gebied of de kaart op het scherm, in één GeoPackage in RD New.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Een plaats, en wat u wilt hebben: riool (GWSW), panden en adressen (BAG), straten (NWB), buurten en vierkanten (CBS), beperkingen en installaties van de WKO-tool, grondwaterbescherming, natuur en de grootschalige kaart (BGT). Het ophalen gaat via de netwerkinstellingen van QGIS (proxy, certificaten), bladzijde voor bladzijde; wat mislukt, wordt met langere wachttijden opnieuw geprobeerd, en een afgebroken keer gaat verder waar ze was.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Per gegevensset een tabel met de veldnamen van de bron, zodat de andere algoritmen haar vanzelf vinden; de tabel bronnen met adres, datum, aantal, voorwaarden en wat er misging; meldingen. Een bron die mislukt, wordt genoemd en de andere worden geleverd, tenzij u kiest voor alles of niets.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Een kopie van vandaag: de bron is leidend. Een installatie in de WKO-tool is geen verbod; alleen de laag met verbodsgebieden is dat. Er worden geen namen van personen opgehaald. Adressen en bouwjaren zijn open gegevens, maar samen met een warmtevraag of een label zeggen ze iets over een woning: denk na voordat u ze deelt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>riool: sewers of the municipality (GWSW). bag: buildings and addresses. nwb: streets. cbs: municipalities, neighbourhoods and squares of 100 m. bgt: the large-scale map (much data). wko: restrictions and installations of the WKO-tool. grondwaterbescherming: protection of groundwater. natuur: Natura 2000.</source>
        <translation>riool: het riool van de gemeente (GWSW). bag: panden en adressen. nwb: straten. cbs: gemeenten, buurten en vierkanten van 100 m. bgt: de grootschalige kaart (veel gegevens). wko: beperkingen en installaties van de WKO-tool. grondwaterbescherming: beschermingsgebieden voor grondwater. natuur: Natura 2000.</translation>
    </message>
    <message>
        <source>PDF: {n} pages.</source>
        <translation>Pdf: {n} bladzijden.</translation>
    </message>
    <message>
        <source>The GeoPackage of the result cannot be finished: {why}</source>
        <translation>De GeoPackage van het resultaat kan niet worden afgemaakt: {why}</translation>
    </message>
    <message>
        <source>no file was made; see the lines above.</source>
        <translation>er is geen bestand gemaakt; zie de regels hierboven.</translation>
    </message>
    <message>
        <source>{step}: not made: {files}.</source>
        <translation>{step}: niet gemaakt: {files}.</translation>
    </message>
    <message>
        <source>The project cannot be written: {why}</source>
        <translation>Het project kan niet worden geschreven: {why}</translation>
    </message>
    <message>
        <source>Objects of {title}: {n}</source>
        <translation>Objecten van {title}: {n}</translation>
    </message>
    <message>
        <source>No file was made: none of the sources could be fetched. {why}</source>
        <translation>Er is geen bestand gemaakt: geen van de bronnen kon worden opgehaald. {why}</translation>
    </message>
    <message>
        <source>estimated net present value</source>
        <translation>geraamde netto contante waarde</translation>
    </message>
    <message>
        <source>{input}: there is no {file}; choose another one.</source>
        <translation>{input}: {file} bestaat niet; kies iets anders.</translation>
    </message>
    <message>
        <source>First do this: {}.</source>
        <translation>Doe eerst dit: {}.</translation>
    </message>
    <message>
        <source>{title}: of {n} objects with mixed shapes the largest kind is kept.</source>
        <translation>{title}: van {n} objecten met gemengde geometrie is de grootste soort behouden.</translation>
    </message>
    <message>
        <source>{title}: {wrong} is no data set; choose from: {keys}.</source>
        <translation>{title}: {wrong} is geen gegevensset; kies uit: {keys}.</translation>
    </message>
    <message>
        <source>Only these data sets, instead of the groups</source>
        <translation>Alleen deze gegevenssets, in plaats van de groepen</translation>
    </message>
    <message>
        <source>Names with commas, such as bag_pand, nwb_wegvakken or wko_installaties: those in the column dataset of the table bronnen, and a few that no group holds.</source>
        <translation>Namen met komma's, zoals bag_pand, nwb_wegvakken of wko_installaties: die in de kolom dataset van de tabel bronnen, en enkele die in geen groep zitten.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: the database is given, but no table: write table=&quot;schema&quot;.&quot;name&quot;.</source>
        <translation>&quot;{output}&quot;: de database is gegeven, maar geen tabel: schrijf table=&quot;schema&quot;.&quot;naam&quot;.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: the database of table {table} does not answer; check host, name, user and password.</source>
        <translation>&quot;{output}&quot;: de database van tabel {table} antwoordt niet; kijk naar host, naam, gebruiker en wachtwoord.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: the database has no schema {schema}; choose one that is there.</source>
        <translation>&quot;{output}&quot;: de database heeft geen schema {schema}; kies er een dat er is.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: the database of table {table} has no PostGIS; choose a file or another one.</source>
        <translation>&quot;{output}&quot;: de database van tabel {table} heeft geen PostGIS; kies een bestand of een andere.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: {table} is a view, which cannot be replaced; choose another name.</source>
        <translation>&quot;{output}&quot;: {table} is een view en die is niet te vervangen; kies een andere naam.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot;: you have no right to write table {table}; choose another schema or ask for it.</source>
        <translation>&quot;{output}&quot;: u mag tabel {table} niet schrijven; kies een ander schema of vraag het recht aan.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite an input ({table}): choose another table.</source>
        <translation>&quot;{output}&quot; zou een invoer overschrijven ({table}): kies een andere tabel.</translation>
    </message>
    <message>
        <source>&quot;{output}&quot; would overwrite another output ({table}): choose another table.</source>
        <translation>&quot;{output}&quot; zou een andere uitvoer overschrijven ({table}): kies een andere tabel.</translation>
    </message>
    <message>
        <source>{output}: table {table} was there already and is replaced.</source>
        <translation>{output}: tabel {table} was er al en is vervangen.</translation>
    </message>
    <message>
        <source>style</source>
        <translation>stijl</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>metadata</translation>
    </message>
    <message>
        <source>{table} was written, but the database did not take its {kinds}: it gives no right.</source>
        <translation>{table} is geschreven, maar de database nam de {kinds} niet aan: daar is geen recht voor.</translation>
    </message>
    <message>
        <source>an unforeseen error, please report it: {what}</source>
        <translation>een onvoorziene fout, meld haar alstublieft: {what}</translation>
    </message>
    <message>
        <source>No sewer or heat network is on the map yet: make a map of opportunities or a heat network first.</source>
        <translation>Er staat nog geen riool of warmtenet op de kaart: maak eerst een kansenkaart of een warmtenet.</translation>
    </message>
    <message>
        <source>The pipe that was clicked</source>
        <translation>De aangeklikte leiding</translation>
    </message>
    <message>
        <source>Clear (Escape)</source>
        <translation>Wissen (Escape)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles in beeld</translation>
    </message>
    <message>
        <source>Zoom to the pipe and all that lies above and below it</source>
        <translation>Zoom naar de leiding met alles wat erboven en eronder ligt</translation>
    </message>
    <message>
        <source>Chance (kans)</source>
        <translation>Kans</translation>
    </message>
    <message>
        <source>Mean dry weather flow</source>
        <translation>Droogweerdebiet, gemiddeld</translation>
    </message>
    <message>
        <source>Flow in the lowest hour</source>
        <translation>Debiet in het laagste uur</translation>
    </message>
    <message>
        <source>Power for buildings, mean flow</source>
        <translation>Vermogen aan de gebouwzijde</translation>
    </message>
    <message>
        <source>Room left after offtakes</source>
        <translation>Ruimte na onttrekkingen</translation>
    </message>
    <message>
        <source>Homes, straight from the sewer</source>
        <translation>Woningen, direct uit het riool</translation>
    </message>
    <message>
        <source>Homes, with storage (WKO)</source>
        <translation>Woningen, met WKO</translation>
    </message>
    <message>
        <source>Homes over the seasons</source>
        <translation>Woningen over de seizoenen</translation>
    </message>
    <message>
        <source>Inhabitants upstream and here</source>
        <translation>Inwoners tot en met hier</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Functie</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breedte</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>Materiaal</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>This layer does not tell which nodes its pipes join: nothing to follow.</source>
        <translation>Deze laag vermeldt niet tussen welke knopen de leidingen liggen: er valt niets te volgen.</translation>
    </message>
    <message>
        <source>No waste water is known in this pipe: nothing to follow.</source>
        <translation>In deze leiding is geen afvalwater bekend: er valt niets te volgen.</translation>
    </message>
    <message>
        <source>Pipe {}</source>
        <translation>Leiding {}</translation>
    </message>
    <message>
        <source>Followed by the levels of the pipe ends; the map of opportunities (kansenkaart) knows the flow.</source>
        <translation>Gevolgd naar de hoogte van de leidingeinden; de kansenkaart kent het debiet.</translation>
    </message>
    <message>
        <source>The water comes from</source>
        <translation>Het water komt van</translation>
    </message>
    <message>
        <source>The water goes to</source>
        <translation>Het water gaat naar</translation>
    </message>
    <message>
        <source>nothing: here it begins</source>
        <translation>niets: hier begint het</translation>
    </message>
    <message>
        <source>nothing: here the sewer on this map ends</source>
        <translation>niets: hier eindigt het riool op deze kaart</translation>
    </message>
    <message>
        <source>one end</source>
        <translation>één eindpunt</translation>
    </message>
    <message>
        <source>{} ends</source>
        <translation>{} eindpunten</translation>
    </message>
    <message>
        <source>{} there</source>
        <translation>daar {}</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Diameter</translation>
    </message>
    <message>
        <source>Design flow</source>
        <translation>Ontwerpdebiet</translation>
    </message>
    <message>
        <source>Design power</source>
        <translation>Ontwerpvermogen</translation>
    </message>
    <message>
        <source>Homes behind it</source>
        <translation>Woningen erachter</translation>
    </message>
    <message>
        <source>Connections behind it</source>
        <translation>Aansluitingen erachter</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>Snelheid</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Lengte</translation>
    </message>
    <message>
        <source>Costs (estimate)</source>
        <translation>Kosten (raming)</translation>
    </message>
    <message>
        <source>The way back to the source</source>
        <translation>De weg terug naar de bron</translation>
    </message>
    <message>
        <source>It feeds</source>
        <translation>Voedt</translation>
    </message>
    <message>
        <source>nothing: the source is here</source>
        <translation>niets: hier is de bron</translation>
    </message>
    <message>
        <source>nothing: here the network ends</source>
        <translation>niets: hier eindigt het net</translation>
    </message>
    <message>
        <source>This layer does not tell which pipe feeds which: nothing to follow.</source>
        <translation>Deze laag vermeldt niet welke leiding welke voedt: er valt niets te volgen.</translation>
    </message>
    <message>
        <source>Part of the network {}</source>
        <translation>Leidingdeel {}</translation>
    </message>
    <message>
        <source>The direction of one of these pipes is a guess: as it was drawn.</source>
        <translation>Van een van deze leidingen is de richting een aanname: zoals getekend.</translation>
    </message>
    <message>
        <source>The direction of {} of these pipes is a guess: as they were drawn.</source>
        <translation>Van {} van deze leidingen is de richting een aanname: zoals getekend.</translation>
    </message>
    <message>
        <source>This pipe lies in a loop: it is above and below itself.</source>
        <translation>Deze leiding ligt in een kring: zij ligt bovenstrooms en benedenstrooms van zichzelf.</translation>
    </message>
    <message>
        <source>1 pipe, {}</source>
        <translation>1 leiding, {}</translation>
    </message>
    <message>
        <source>{n} pipes, {length}</source>
        <translation>{n} leidingen, {length}</translation>
    </message>
    <message>
        <source>{} inhabitants</source>
        <translation>{} inwoners</translation>
    </message>
    <message>
        <source>1 home</source>
        <translation>1 woning</translation>
    </message>
    <message>
        <source>{} homes</source>
        <translation>{} woningen</translation>
    </message>
    <message>
        <source>Follow a pipe</source>
        <translation>Leiding volgen</translation>
    </message>
    <message>
        <source>Click a pipe: what it carries, where that comes from and where it goes to</source>
        <translation>Klik op een leiding: wat zij voert, waar dat vandaan komt en waar het heen gaat</translation>
    </message>
    <message>
        <source>Key figures…</source>
        <translation>Kentallen…</translation>
    </message>
    <message>
        <source>Look up and change prices, thresholds and other key figures (kentallen)</source>
        <translation>Prijzen, drempels en andere kentallen opzoeken en wijzigen</translation>
    </message>
    <message>
        <source>Symbols for the style manager…</source>
        <translation>Symbolen voor de stijlbeheerder…</translation>
    </message>
    <message>
        <source>Add the symbols and colour ramps of the plugin to the style manager of QGIS</source>
        <translation>De symbolen en kleurverlopen van de plugin aan de stijlbeheerder van QGIS toevoegen</translation>
    </message>
    <message>
        <source>The key figure that is chosen</source>
        <translation>Het gekozen kental</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nieuw</translation>
    </message>
    <message>
        <source>Begin with the standard values, in a new file</source>
        <translation>Met de standaardwaarden beginnen, in een nieuw bestand</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Openen…</translation>
    </message>
    <message>
        <source>Open a file with your own key figures</source>
        <translation>Een bestand met eigen kentallen openen</translation>
    </message>
    <message>
        <source>Search in name, key, source and note</source>
        <translation>Zoek in naam, sleutel, bron en toelichting</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groep</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>Alle groepen</translation>
    </message>
    <message>
        <source>Changed only</source>
        <translation>Alleen gewijzigd</translation>
    </message>
    <message>
        <source>Back to standard</source>
        <translation>Terug naar standaard</translation>
    </message>
    <message>
        <source>Give the chosen rows their standard value, source and note again</source>
        <translation>De gekozen rijen hun standaardwaarde, bron en toelichting teruggeven</translation>
    </message>
    <message>
        <source>All back to standard</source>
        <translation>Alles terug naar standaard</translation>
    </message>
    <message>
        <source>Give all key figures their standard value again</source>
        <translation>Alle kentallen hun standaardwaarde teruggeven</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Opslaan</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Opslaan als…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>A run refuses {n} of the lines in this file; when saved they become comments.</source>
        <translation>Een run weigert {n} van de regels in dit bestand; bij het opslaan worden het opmerkingen.</translation>
    </message>
    <message>
        <source>no file yet</source>
        <translation>nog geen bestand</translation>
    </message>
    <message>
        <source>File: {}</source>
        <translation>Bestand: {}</translation>
    </message>
    <message>
        <source>Key figures (kentallen)</source>
        <translation>Kentallen</translation>
    </message>
    <message>
        <source>{n} changed; {seen} of {of} shown</source>
        <translation>{n} gewijzigd; {seen} van {of} getoond</translation>
    </message>
    <message>
        <source>Choose a row to read all of it. Type in the columns Value, Source and Note.</source>
        <translation>Kies een rij om alles ervan te lezen. Typ in de kolommen Waarde, Bron en Toelichting.</translation>
    </message>
    <message>
        <source>standard: {}</source>
        <translation>standaard: {}</translation>
    </message>
    <message>
        <source>Give all {n} changed key figures their standard value again?</source>
        <translation>Alle {n} gewijzigde kentallen hun standaardwaarde teruggeven?</translation>
    </message>
    <message>
        <source>{} was changed by another program since it was opened. Write over it?</source>
        <translation>{} is sinds het openen door een ander programma gewijzigd. Overschrijven?</translation>
    </message>
    <message>
        <source>Save your own key figures</source>
        <translation>Eigen kentallen opslaan</translation>
    </message>
    <message>
        <source>Another project was opened meanwhile: choose this file in its settings to use it there.</source>
        <translation>Er is intussen een ander project geopend: kies dit bestand bij de instellingen daarvan om het daar te gebruiken.</translation>
    </message>
    <message>
        <source>Save the changes in your own key figures?</source>
        <translation>De wijzigingen in uw eigen kentallen opslaan?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Eenheid</translation>
    </message>
    <message>
        <source>Standard value</source>
        <translation>Standaard</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereik</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Toelichting</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Sleutel</translation>
    </message>
    <message>
        <source>{}, changed</source>
        <translation>{}, gewijzigd</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} tot {high}</translation>
    </message>
    <message>
        <source>A row of numbers: double-click to change them</source>
        <translation>Een rij getallen: dubbelklik om ze te wijzigen</translation>
    </message>
    <message>
        <source>In {unit}, each from {low} to {high}.</source>
        <translation>In {unit}, elk van {low} tot {high}.</translation>
    </message>
    <message>
        <source>Line {n}: {problem}</source>
        <translation>Regel {n}: {problem}</translation>
    </message>
    <message>
        <source>Sewer and waste water</source>
        <translation>Riool en afvalwater</translation>
    </message>
    <message>
        <source>Measurement and seasons</source>
        <translation>Meting en seizoen</translation>
    </message>
    <message>
        <source>Source, storage and heat pump</source>
        <translation>Bron, opslag en warmtepomp</translation>
    </message>
    <message>
        <source>Match and heat districts</source>
        <translation>Energiematch en warmtekavels</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Data, report and map</source>
        <translation>Gegevens, rapport en kaart</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Weghalen</translation>
    </message>
    <message>
        <source>Added to the style manager: {n}.</source>
        <translation>Toegevoegd aan de stijlbeheerder: {n}.</translation>
    </message>
    <message>
        <source>Taken out of the style manager: {n}.</source>
        <translation>Uit de stijlbeheerder gehaald: {n}.</translation>
    </message>
    <message>
        <source>Each from {low} to {high}.</source>
        <translation>Elk van {low} tot {high}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>source: {}</source>
        <translation>bron: {}</translation>
    </message>
    <message>
        <source>Why this diameter: {}</source>
        <translation>Waarom deze diameter: {}</translation>
    </message>
    <message>
        <source>{folder} is the folder of an input ({input}): choose another folder for the result.</source>
        <translation>{folder} is de map van een invoer ({input}): kies een andere map voor het resultaat.</translation>
    </message>
    <message>
        <source>{file} is no result of a study, or is damaged: remove it or choose another folder.</source>
        <translation>{file} is geen resultaat van een studie, of is beschadigd: verwijder het bestand of kies een andere map.</translation>
    </message>
    <message>
        <source>{file} is there already and not of a study: move it away or choose another folder.</source>
        <translation>{file} staat er al en is niet van een studie: verplaats het bestand of kies een andere map.</translation>
    </message>
    <message>
        <source>Another study is at work in {folder}: wait until it is done, or choose another folder.</source>
        <translation>Er is al een studie bezig in {folder}: wacht tot die klaar is, of kies een andere map.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Makes one HTML file with a map of the layers that you give: to send by e-mail, to put on a file share, to open in any web browser of the last years, with or without a network. Nothing is fetched and nothing is sent.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What to give.&lt;/b&gt; Layers (LAGEN), or a GeoPackage of which all layers are shown, such as haalbaarheid.gpkg. Below them, if you like, a background of your own: streets, water, outlines.&lt;/p&gt;&lt;p&gt;&lt;b&gt;What comes out.&lt;/b&gt; One file with a map: layers on and off, the styles of QGIS, the legend, the attributes in words when you click, search by street, building or district, measure lengths and areas in RD, a table of each layer, print to scale, a link to what you see. It works with the keyboard and with a screen reader, and on a phone. Lines and outlines are simplified in small steps until the file fits in MAX_MB; the page and the log say by how much. If it does not fit then, the run stops and names the largest layers.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How to read it.&lt;/b&gt; As an indication, like the layers themselves. All their attributes are in the file, also those that you do not see at once: give no layers with names or consumption of persons to share with others.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Maakt één HTML-bestand met een kaart van de lagen die u geeft: om te mailen, op een gedeelde map te zetten en in elke webbrowser van de laatste jaren te openen, met of zonder netwerk. Er wordt niets opgehaald en niets verstuurd.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u geeft.&lt;/b&gt; Lagen (LAGEN), of een GeoPackage waarvan alle lagen worden getoond, zoals haalbaarheid.gpkg. Daaronder desgewenst een eigen achtergrond: straten, water, omtrekken.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Wat u krijgt.&lt;/b&gt; Eén bestand met een kaart: lagen aan en uit, de stijlen van QGIS, de legenda, de gegevens in woorden als u klikt, zoeken op straat, pand of kavel, lengten en oppervlakten meten in RD, een tabel van elke laag, afdrukken op schaal, een link naar wat u ziet. Ze werkt met het toetsenbord en met een schermlezer, en op een telefoon. Lijnen en randen worden in kleine stappen vereenvoudigd tot het bestand in MAX_MB past; de pagina en het logboek zeggen hoeveel. Past het dan nog niet, dan stopt de berekening en noemt ze de grootste lagen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Hoe u het leest.&lt;/b&gt; Als indicatie, net als de lagen zelf. Al hun gegevens staan in het bestand, ook wat u niet meteen ziet: geef geen lagen met namen of verbruik van personen als u de kaart deelt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>{file} cannot be opened: choose another file with addresses.</source>
        <translation>{file} kan niet worden geopend: kies een ander bestand met adressen.</translation>
    </message>
    <message>
        <source>{one} and {other} fill the same table {table}: choose one of them.</source>
        <translation>{one} en {other} vullen dezelfde tabel {table}: kies er een.</translation>
    </message>
    <message>
        <source>The style manager of QGIS can have the symbols and colour ramps of Riothermie Kansen, for maps of your own: {symbols} symbols and {ramps} colour ramps with the tag {tag}. What such a name has already stays as it is.</source>
        <translation>De symbolen en kleurverlopen van Riothermie Kansen kunnen in de stijlbeheerder van QGIS, voor uw eigen kaarten: {symbols} symbolen en {ramps} kleurverlopen met het label {tag}. Wat er onder zo'n naam al staat, blijft zoals het is.</translation>
    </message>
    <message>
        <source>The example models cannot be written to {folder}: {why}</source>
        <translation>De voorbeeldmodellen zijn niet te schrijven in {folder}: {why}</translation>
    </message>
    <message>
        <source>How many places in the sewer are chosen when no sources are given. With more than one the match shares out their heat together, and the design can ask more of one than it gives; the report says so.</source>
        <translation>Hoeveel plaatsen in het riool worden gekozen als er geen bronnen zijn gegeven. Bij meer dan één verdeelt de energiematch hun warmte samen, en kan het ontwerp van één punt meer vragen dan het geeft; het rapport zegt dat.</translation>
    </message>
</context>
</TS>
